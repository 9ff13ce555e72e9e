import type { H5EventResult } from "@chaoqer/contract/h5";
import type { PageConfig } from "next";
import { showEvent } from "../../features/event/event";
import type { SharedProps } from "../../features/share/page";
import { serveShared } from "../../features/share/serve";
import { SharedPage } from "../../features/share/shared-page";

export const config: PageConfig = { unstable_runtimeJS: false };

export const getServerSideProps = serveShared({
  kind: "event",
  params: ["eventId"],
  ask: (api, eventId) => api.h5.event.query({ eventId }),
});

export default function EventPage(props: SharedProps<H5EventResult>) {
  return <SharedPage {...props} show={showEvent} />;
}
