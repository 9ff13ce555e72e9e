import type { Handler } from "./handlers";

const DAY_MS = 86_400_000;

/** Removes what only matters for a while: used guards, expired codes and sessions, old requests. */
export const housekeeping: Handler<"housekeeping"> = async ({ db, clock }) => {
  const now = clock.now();
  const yesterday = new Date(now.getTime() - DAY_MS);
  await db.requestGuard.deleteMany({ where: { expiresAt: { lt: now } } });
  await db.captcha.deleteMany({ where: { expiresAt: { lt: yesterday } } });
  await db.captchaRequest.deleteMany({ where: { createTime: { lt: yesterday } } });
  await db.session.deleteMany({ where: { expireTime: { lt: now } } });
  await db.staffSession.deleteMany({ where: { expireTime: { lt: now } } });
  await db.staffLoginFailure.deleteMany({ where: { createTime: { lt: yesterday } } });
  await db.wechatSession.deleteMany({ where: { expireTime: { lt: now } } });
};
