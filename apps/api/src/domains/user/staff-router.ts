import {
  allowLiveInput,
  revealed,
  userActInput,
  userDetail,
  userIdInput,
  userList,
  userPreview,
  userPreviewInput,
  userReasonInput,
  userSearchInput,
} from "@chaoqer/contract/staff/users";
import { router } from "../../trpc/trpc";
import { staffMutation, staffQuery } from "../staff/procedures";
import { previewUser } from "./staff-preview";
import { getUser, searchUsers } from "./staff-reads";
import { actOnUser, revealMobile, revokeUser, setAllowLive } from "./staff-writes";

export const staffUsersRouter = router({
  search: staffQuery("moderator")
    .input(userSearchInput)
    .output(userList)
    .query(({ ctx, input }) => searchUsers(ctx, input)),
  get: staffQuery("moderator")
    .input(userIdInput)
    .output(userDetail)
    .query(({ ctx, input }) => getUser(ctx, input.uid)),
  preview: staffQuery("moderator")
    .input(userPreviewInput)
    .output(userPreview)
    .query(({ ctx, input }) => previewUser(ctx, input)),
  act: staffMutation("user.act", "moderator")
    .input(userActInput)
    .mutation(({ ctx, input }) => actOnUser(ctx, input)),
  revealMobile: staffMutation("user.reveal", "moderator")
    .input(userReasonInput)
    .output(revealed)
    .mutation(({ ctx, input }) => revealMobile(ctx, input)),
  revoke: staffMutation("user.revoke", "moderator")
    .input(userReasonInput)
    .mutation(({ ctx, input }) => revokeUser(ctx, input)),
  setAllowLive: staffMutation("user.live", "moderator")
    .input(allowLiveInput)
    .mutation(({ ctx, input }) => setAllowLive(ctx, input)),
});
