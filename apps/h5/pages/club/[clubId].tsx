import type { H5ClubPageResult } from "@chaoqer/contract/h5";
import type { PageConfig } from "next";
import { showClub } from "../../features/club/club";
import type { SharedProps } from "../../features/share/page";
import { serveShared } from "../../features/share/serve";
import { SharedPage } from "../../features/share/shared-page";

export const config: PageConfig = { unstable_runtimeJS: false };

export const getServerSideProps = serveShared({
  kind: "club",
  params: ["clubId"],
  ask: (api, clubId) => api.h5.clubPage.query({ clubId }),
});

export default function ClubPage(props: SharedProps<H5ClubPageResult>) {
  return <SharedPage {...props} show={showClub} />;
}
