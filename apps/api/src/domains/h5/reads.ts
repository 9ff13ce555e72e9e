import { randomBytes } from "node:crypto";
import type { ClubResult } from "@chaoqer/contract/club";
import { DomainError } from "@chaoqer/contract/errors";
import type { EventResult } from "@chaoqer/contract/event";
import type { H5ClubPageResult, H5EventResult, WeixinConfigResult } from "@chaoqer/contract/h5";
import type { ProfileResult } from "@chaoqer/contract/user";
import { clubJson } from "@chaoqer/db/views/club";
import { eventJson } from "@chaoqer/db/views/event";
import { profileJson } from "@chaoqer/db/views/profile";
import type { Ctx } from "../../trpc/context";
import { getClub } from "../club/reads";
import { getEvent } from "../event/reads";
import { getRoomCache } from "../room/reads";
import { getProfile } from "../user/reads";
import { jsSdkSignature, signedAddress } from "./rules";
import type { InvitationResult } from "./schemas";
import { orUnavailable } from "./wechat-away";

/** What `wx.config` needs on the page of that address. @throws DomainError refused, unavailable */
export async function weixinConfig(ctx: Ctx, input: { url: string }): Promise<WeixinConfigResult> {
  const url = signedAddress(input.url, ctx.env.WECHAT_JSSDK_HOSTS);
  const ticket = await orUnavailable(ctx.providers.wechat.jsapiTicket());
  const nonceStr = randomBytes(16).toString("hex");
  const timestamp = String(Math.floor(ctx.clock.now().getTime() / 1000));
  const signature = jsSdkSignature({ ticket, nonceStr, timestamp, url });
  return { appId: ctx.providers.wechat.appId, timestamp, nonceStr, jsapi_ticket: ticket, signature, url };
}

/** A club as a stranger sees it, with those who joined last. @throws DomainError clubUnknown */
export async function getClubPage(ctx: Pick<Ctx, "db">, clubId: string): Promise<H5ClubPageResult> {
  const [row] = await ctx.db.$queryRaw<{ club: ClubResult; members: ProfileResult[] }[]>`
    SELECT ${clubJson(null)} AS club, array_to_json(ARRAY(
      SELECT ${profileJson(null)} FROM club_members m JOIN profiles p ON p.uid = m.uid
      WHERE m.club_id = cl.club_id ORDER BY m.join_time DESC, m.uid DESC LIMIT 6
    )) AS members FROM clubs cl WHERE cl.club_id = ${clubId} AND cl.dissolved_time IS NULL`;
  if (!row) throw new DomainError("clubUnknown");
  return { ...row.club, memberList: row.members };
}

/** An event as a stranger sees it, with its members' profiles in their order. @throws DomainError eventUnknown */
export async function getEventPage(ctx: Pick<Ctx, "db" | "clock">, eventId: string): Promise<H5EventResult> {
  const [row] = await ctx.db.$queryRaw<{ event: EventResult; members: ProfileResult[] }[]>`
    SELECT ${eventJson(null, ctx.clock.now())} AS event, array_to_json(ARRAY(
      SELECT ${profileJson(null)} FROM event_members em JOIN profiles p ON p.uid = em.uid
      WHERE em.event_id = e.event_id ORDER BY em.position
    )) AS members FROM events e WHERE e.event_id = ${eventId} AND e.deleted_time IS NULL`;
  if (!row) throw new DomainError("eventUnknown");
  return { ...row.event, memberList: row.members };
}

type Invited = Omit<InvitationResult, "kind">;

/** A private room keeps its name to those who log in. */
async function inviteToRoom(ctx: Ctx, roomCacheId: string): Promise<Invited> {
  const { roomId, name, inviteOnly, clubResult, fromMember, closed } = await getRoomCache(ctx, roomCacheId);
  const deepLink = `chaoqer://room/${roomId}`;
  if (inviteOnly) return { title: "私密活动", deepLink, closed };
  return {
    title: name || `${fromMember.nickname}分享的活动`,
    image: clubResult?.cover ?? fromMember.avatar,
    deepLink,
    closed,
  };
}

const INVITATIONS: Record<InvitationResult["kind"], (ctx: Ctx, id: string) => Promise<Invited>> = {
  room: inviteToRoom,
  club: async (ctx, id) => {
    const { name, cover } = await getClub(ctx, null, id);
    return { title: name, image: cover, deepLink: `chaoqer://club/${id}` };
  },
  profile: async (ctx, id) => {
    const { nickname, avatar } = await getProfile(ctx, null, id);
    return { title: nickname, image: avatar, deepLink: `chaoqer://profile/${id}` };
  },
  event: async (ctx, id) => {
    const { name } = await getEvent(ctx, null, id);
    return { title: name, deepLink: `chaoqer://event/${id}` };
  },
};

/** What a visitor without login may know of a shared page. @throws DomainError …Unknown */
export async function getInvitation(
  ctx: Ctx,
  { kind, id }: { kind: InvitationResult["kind"]; id: string },
): Promise<InvitationResult> {
  return { kind, ...(await INVITATIONS[kind](ctx, id)) };
}
