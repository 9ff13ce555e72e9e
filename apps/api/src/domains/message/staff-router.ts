import {
  noticeCreateInput,
  noticeDetail,
  noticeIdInput,
  noticeList,
  noticeListInput,
  noticeReach,
  noticeTestInput,
  noticeUpdateInput,
  receiverList,
  receiverSearchInput,
} from "@chaoqer/contract/staff/notices";
import { router } from "../../trpc/trpc";
import { staffMutation, staffQuery } from "../staff/procedures";
import { findReceivers, getNotice, listNotices, reachOf } from "./staff-reads";
import { createNotice, removeNotice, sendNotice, stopNotice, testNotice, updateNotice } from "./staff-writes";

export const staffNoticesRouter = router({
  list: staffQuery("operator")
    .input(noticeListInput)
    .output(noticeList)
    .query(({ ctx, input }) => listNotices(ctx, input)),
  get: staffQuery("operator")
    .input(noticeIdInput)
    .output(noticeDetail)
    .query(({ ctx, input }) => getNotice(ctx, input.noticeId)),
  reach: staffQuery("operator")
    .input(noticeIdInput)
    .output(noticeReach)
    .query(({ ctx, input }) => reachOf(ctx, input.noticeId)),
  findReceivers: staffQuery("operator")
    .input(receiverSearchInput)
    .output(receiverList)
    .query(({ ctx, input }) => findReceivers(ctx, input.search)),
  create: staffMutation("notice.create", "operator")
    .input(noticeCreateInput)
    .output(noticeIdInput)
    .mutation(({ ctx, input }) => createNotice(ctx, input)),
  update: staffMutation("notice.update", "operator")
    .input(noticeUpdateInput)
    .mutation(({ ctx, input }) => updateNotice(ctx, input)),
  remove: staffMutation("notice.remove", "operator")
    .input(noticeIdInput)
    .mutation(({ ctx, input }) => removeNotice(ctx, input)),
  test: staffMutation("notice.test", "operator")
    .input(noticeTestInput)
    .mutation(({ ctx, input }) => testNotice(ctx, input)),
  send: staffMutation("notice.send", "operator")
    .input(noticeIdInput)
    .mutation(({ ctx, input }) => sendNotice(ctx, input)),
  stop: staffMutation("notice.stop", "operator")
    .input(noticeIdInput)
    .mutation(({ ctx, input }) => stopNotice(ctx, input)),
});
