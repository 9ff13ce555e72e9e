import {
  roomSearchInput,
  staffRoomCloseInput,
  staffRoomDetail,
  staffRoomInput,
  staffRoomList,
} from "@chaoqer/contract/staff/places";
import { router } from "../../trpc/trpc";
import { staffMutation, staffQuery } from "../staff/procedures";
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
  close: staffMutation("room.close", "moderator")
    .input(staffRoomCloseInput)
    .mutation(({ ctx, input }) => endRoom(ctx, input)),
});
