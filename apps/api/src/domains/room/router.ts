import { channelTicketResult } from "@chaoqer/contract/channel";
import { timePage } from "@chaoqer/contract/page";
import {
  roomCacheResult,
  roomCreateInput,
  roomIdInput,
  roomInviteInput,
  roomPage,
  roomResult,
  roomTokenResult,
} from "@chaoqer/contract/room";
import { activeProcedure, router, userProcedure } from "../../trpc/trpc";
import { keepSnapshot } from "./caches";
import { inviteToRoom } from "./invites";
import { getRoom, listRooms } from "./reads";
import { makeTicket } from "./tickets";
import { closeAsHost, createRoom, joinRoom } from "./writes";

export const roomRouter = router({
  create: activeProcedure
    .input(roomCreateInput)
    .output(roomResult)
    .mutation(({ ctx, input }) => createRoom(ctx, input)),
  get: userProcedure
    .input(roomIdInput)
    .output(roomResult)
    .query(({ ctx, input }) => getRoom(ctx, ctx.actor.uid, input.roomId)),
  list: userProcedure
    .input(timePage)
    .output(roomPage)
    .query(({ ctx, input }) => listRooms(ctx, input)),
  /** Joins, and is open to limited accounts, who may listen. */
  token: userProcedure
    .input(roomIdInput)
    .output(roomTokenResult)
    .mutation(({ ctx, input }) => joinRoom(ctx, input)),
  close: activeProcedure.input(roomIdInput).mutation(({ ctx, input }) => closeAsHost(ctx, input)),
  cache: userProcedure
    .input(roomIdInput)
    .output(roomCacheResult)
    .mutation(({ ctx, input }) => keepSnapshot(ctx, input)),
  /** For browsers; limited accounts may listen. */
  channelTicket: userProcedure
    .input(roomIdInput)
    .output(channelTicketResult)
    .mutation(({ ctx, input }) => makeTicket(ctx, input)),
  invite: activeProcedure.input(roomInviteInput).mutation(({ ctx, input }) => inviteToRoom(ctx, input)),
});
