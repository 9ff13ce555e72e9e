import type { ProfileResult } from "@chaoqer/contract/user";
import type { PageConfig } from "next";
import { showProfile } from "../../features/profile/profile";
import type { SharedProps } from "../../features/share/page";
import { serveShared } from "../../features/share/serve";
import { SharedPage } from "../../features/share/shared-page";

export const config: PageConfig = { unstable_runtimeJS: false };

export const getServerSideProps = serveShared({
  kind: "profile",
  params: ["uid"],
  ask: (api, uid) => api.h5.profile.query({ uid }),
});

export default function ProfilePage(props: SharedProps<ProfileResult>) {
  return <SharedPage {...props} show={showProfile} />;
}
