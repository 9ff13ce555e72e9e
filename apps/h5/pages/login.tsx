import type { GetServerSideProps, PageConfig } from "next";
import { Refused, type RefusedProps } from "../features/login/refused";
import type { Refusal } from "../lib/auth/finish";
import { returnPath } from "../lib/auth/return-path";
import { readEnv } from "../lib/env";

export const config: PageConfig = { unstable_runtimeJS: false };

const STATUS: Record<Refusal, number> = { refused: 403, failed: 401, virtual: 403, away: 503 };
const isRefusal = (why: unknown): why is Refusal => typeof why === "string" && Object.hasOwn(STATUS, why);

export const getServerSideProps: GetServerSideProps<RefusedProps> = async ({ query, res }) => {
  const { siteUrl } = readEnv();
  const why = isRefusal(query.why) ? query.why : "failed";
  res.statusCode = STATUS[why];
  return { props: { why, to: returnPath(query.to, siteUrl), siteUrl } };
};

export default function LoginPage(props: RefusedProps) {
  return <Refused {...props} />;
}
