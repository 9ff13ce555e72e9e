import { AttachType, OriginPushType } from "@chaoqer/contract/enums";
import { findAlert } from "../domains/message/reads";
import type { Handler } from "./handlers";

/** How long JPush keeps a push for a device that is away, in seconds (docs/api/push.md). */
const TTL_S = { user: 600, other: 86_400 };

/** Pushes a stored message; what is older than a push would live is not worth one. */
export const pushMessage: Handler<"push-message"> = async (deps, job) => {
  const message = await findAlert(deps, BigInt(job.data.messageId));
  if (!message) return;
  const timeToLive = message.originPushType === OriginPushType.user ? TTL_S.user : TTL_S.other;
  if (deps.clock.now().getTime() - message.createTime.getTime() > timeToLive * 1000) return;
  await deps.providers.push.alert({ uid: message.uid }, message, { timeToLive, key: job.id });
};

/** Tells a device that another one signed in. It goes to that device alone, never to the new one under the alias. */
export const pushLogout: Handler<"push-logout"> = async (deps, job) => {
  const { uid, jPushId, unbind } = job.data;
  const attach = { attachType: AttachType.logout, attachBody: {} };
  await deps.providers.push.attach({ uid, jPushId }, attach, { timeToLive: TTL_S.other, key: job.id });
  if (unbind) await deps.providers.push.bind(jPushId, null);
};

/** Makes JPush's alias of a device what the database says it is by now. */
export const pushBind: Handler<"push-bind"> = async (deps, { data }) => {
  const device = await deps.db.pushDevice.findUnique({ where: { jPushId: data.jPushId }, select: { uid: true } });
  await deps.providers.push.bind(data.jPushId, device?.uid ?? null);
};
