import {
  roomSearchInput,
  staffRoomCloseInput,
  staffRoomDetail,
  staffRoomInput,
  staffRoomList,
} from "@chaoqer/contract/staff/places";
import { tracked } from "@trpc/server";
import type { StaffActor } from "../../trpc/context";
import { mapped, router } from "../../trpc/trpc";
import { mustMay, staffMutation, staffQuery } from "../staff/procedures";
import { getRoomAsStaff, searchRooms } from "./staff-reads";
import { endRoom } from "./staff-writes";

export const staffRoomsRouter = router({
  search: staffQuery("moderator")
    .input(roomSearchInput)
    .output(staffRoomList)
    .query(({ ctx, input }) => searchRooms(ctx, input)),
  get: staffQuery("moderator")
    .input(staffRoomInput)
    .output(staffRoomDetail)
    .query(({ ctx, input }) => getRoomAsStaff(ctx, input.roomId)),
  /** The room now, and again after each change; over when it closes. */
  watch: staffQuery("moderator")
    .input(staffRoomInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const may = (staff: StaffActor) => mustMay(staff, ["moderator"]);
      const views = ctx.watches.follow(input.roomId, { staff: ctx.staff, mustMay: may, signal });
      for await (const view of mapped(views)) yield tracked(String(view.seq), view);
    }),
  close: staffMutation("room.close", "moderator")
    .input(staffRoomCloseInput)
    .mutation(({ ctx, input }) => endRoom(ctx, input)),
});
