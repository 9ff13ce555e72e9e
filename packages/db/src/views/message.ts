import { Prisma } from "../client";
import { millis } from "./shared";

/** A message of its receiver's list, as JSON; reads a row named `m` with the columns of `messages`. */
export const messageJson = Prisma.sql`json_build_object(
  'messageId', m.message_id, 'uid', m.uid, 'createTime', ${millis(Prisma.sql`m.create_time`)},
  'messageType', m.message_type, 'originPushType', m.origin_push_type, 'originUid', coalesce(m.origin_uid, ''),
  'unread', m.unread::int, 'messageBody', json_build_object('title', m.title, 'content', m.content, 'url', m.url))`;
