import { clubIdInput, clubResult } from "@chaoqer/contract/club";
import { eventIdInput } from "@chaoqer/contract/event";
import {
  h5ClubPageResult,
  h5EventResult,
  h5RoomResult,
  roomCacheIdInput,
  weixinConfigInput,
  weixinConfigResult,
} from "@chaoqer/contract/h5";
import { profileResult, uidInput } from "@chaoqer/contract/user";
import { publicProcedure, router, wechatProcedure } from "../../trpc/trpc";
import { getClub } from "../club/reads";
import { getRoomCache } from "../room/reads";
import { getProfile } from "../user/reads";
import { getClubPage, getEventPage, getInvitation, weixinConfig } from "./reads";
import {
  invitationInput,
  invitationResult,
  openedInput,
  wechatLoginInput,
  wechatLoginResult,
  wechatLogoutInput,
} from "./schemas";
import { login, logout } from "./writes";

export const h5Router = router({
  weixinConfig: wechatProcedure
    .input(weixinConfigInput)
    .output(weixinConfigResult)
    .query(({ ctx, input }) => weixinConfig(ctx, input)),
  room: wechatProcedure
    .input(roomCacheIdInput)
    .output(h5RoomResult)
    .query(({ ctx, input }) => getRoomCache(ctx, input.roomCacheId)),
  club: wechatProcedure
    .input(clubIdInput)
    .output(clubResult)
    .query(({ ctx, input }) => getClub(ctx, null, input.clubId)),
  /** What the club's own page shows; `club` is the documented call. */
  clubPage: wechatProcedure
    .input(clubIdInput)
    .output(h5ClubPageResult)
    .query(({ ctx, input }) => getClubPage(ctx, input.clubId)),
  profile: wechatProcedure
    .input(uidInput)
    .output(profileResult)
    .query(({ ctx, input }) => getProfile(ctx, null, input.uid)),
  event: wechatProcedure
    .input(eventIdInput)
    .output(h5EventResult)
    .query(({ ctx, input }) => getEventPage(ctx, input.eventId)),
  invitation: publicProcedure
    .input(invitationInput)
    .output(invitationResult)
    .query(({ ctx, input }) => getInvitation(ctx, input)),
  login: publicProcedure
    .input(wechatLoginInput)
    .output(wechatLoginResult)
    .mutation(({ ctx, input }) => login(ctx, input)),
  /** By the token alone, so that it also works once the session has ended. */
  logout: publicProcedure.input(wechatLogoutInput).mutation(({ ctx, input }) => logout(ctx, input)),
  opened: publicProcedure.input(openedInput).mutation(({ ctx, input }) => {
    ctx.metrics.appOpens.inc({ branch: input.branch });
  }),
});
