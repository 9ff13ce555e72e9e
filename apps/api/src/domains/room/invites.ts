import { AccountState, OriginPushType } from "@chaoqer/contract/enums";
import { DomainError } from "@chaoqer/contract/errors";
import { inTransaction } from "@chaoqer/db/tx";
import { inRoom, roomOpen, roomVisible } from "@chaoqer/db/views/room";
import type { UserCtx } from "../../trpc/context";
import { addMessage } from "../message/writes";
import { after, INVITE_QUIET_MS, inviteContent } from "./rules";

interface Invitation {
  name: string;
  /** Nickname of the room's creator. */
  creator: string;
  /** Nickname of the caller. */
  nickname: string;
  /** Whether the caller is in the room. */
  member: boolean;
  /** Whether there is such an invitee. */
  known: boolean;
  /** Whether the invitee's card lies in the caller's holder. */
  card: boolean;
  /** Whether the invitee is in the room. */
  present: boolean;
  /** Whether the invitee has blocked the caller. */
  blocked: boolean;
}

async function findInvitation(ctx: UserCtx, roomId: string, invitee: string): Promise<Invitation | undefined> {
  const { uid } = ctx.actor;
  const now = ctx.clock.now();
  const [found] = await ctx.db.$queryRaw<Invitation[]>`
    SELECT r.name, c.nickname AS creator, p.nickname, ${inRoom(uid, now)} AS member, ${inRoom(invitee, now)} AS present,
      EXISTS (SELECT 1 FROM accounts a JOIN profiles i ON i.uid = a.uid
        WHERE a.uid = ${invitee} AND a.status <> ${AccountState.deleted}) AS known,
      EXISTS (SELECT 1 FROM cards
        WHERE sender_uid = ${invitee} AND holder_uid = ${uid} AND held_since IS NOT NULL) AS card,
      EXISTS (SELECT 1 FROM blocks WHERE uid = ${invitee} AND blocked_uid = ${uid}) AS blocked
    FROM rooms r JOIN profiles c ON c.uid = r.uid JOIN profiles p ON p.uid = ${uid}
    WHERE r.room_id = ${roomId} AND ${roomOpen(now)} AND ${roomVisible(uid, now)}`;
  return found;
}

/** Records the invite. @returns whether it is the first by this member for a while */
async function record(tx: UserCtx, roomId: string, invitee: string): Promise<boolean> {
  const { uid } = tx.actor;
  const now = tx.clock.now();
  await tx.db.$executeRaw`
    INSERT INTO room_invites (room_id, uid, from_uid, send_time, create_time)
    VALUES (${roomId}, ${invitee}, ${uid}, ${now}, ${now})
    ON CONFLICT (room_id, uid) DO UPDATE SET from_uid = excluded.from_uid, send_time = excluded.send_time`;
  const fresh = await tx.db.$executeRaw`
    INSERT INTO request_guards AS g (key, expires_at)
    VALUES (${`room-invite:${roomId}:${uid}:${invitee}`}, ${after(now, INVITE_QUIET_MS)})
    ON CONFLICT (key) DO UPDATE SET expires_at = excluded.expires_at WHERE g.expires_at <= ${now}`;
  return fresh > 0;
}

/**
 * Invites a user into a room that the caller is in; opens a private one to them. To whoever is there already or has
 * blocked the caller it seems to succeed, and nothing happens.
 * @throws DomainError roomUnknown, forbidden (not in the room), userUnknown, refused (no card from them)
 */
export async function inviteToRoom(
  ctx: UserCtx,
  { roomId, uid: invitee }: { roomId: string; uid: string },
): Promise<void> {
  const found = await findInvitation(ctx, roomId, invitee);
  if (!found) throw new DomainError("roomUnknown");
  if (!found.member) throw new DomainError("forbidden");
  if (!found.known) throw new DomainError("userUnknown");
  if (!found.card) throw new DomainError("refused", "对方还没有给你发送名片，无法邀请");
  if (found.present || found.blocked) return;
  await inTransaction(ctx, async (tx) => {
    if (!(await record(tx, roomId, invitee))) return;
    await addMessage(tx, {
      uid: invitee,
      originUid: ctx.actor.uid,
      originPushType: OriginPushType.user,
      title: `${found.nickname}邀请你加入活动`,
      content: inviteContent(found),
      url: `chaoqer://room/${roomId}`,
    });
  });
}
