import type { H5RoomResult } from "@chaoqer/contract/h5";
import type { PageConfig } from "next";
import { showRoom } from "../../../features/room/room";
import type { SharedProps } from "../../../features/share/page";
import { serveShared } from "../../../features/share/serve";
import { SharedPage } from "../../../features/share/shared-page";

export const config: PageConfig = { unstable_runtimeJS: false };

export const getServerSideProps = serveShared({
  kind: "room",
  params: ["roomCacheId"],
  ask: (api, roomCacheId) => api.h5.room.query({ roomCacheId }),
});

export default function RoomPage(props: SharedProps<H5RoomResult>) {
  return <SharedPage {...props} show={showRoom} />;
}
