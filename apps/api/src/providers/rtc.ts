import { createRequire } from "node:module";
import type { Env } from "../env";

/**
 * Agora: tokens for voice channels, and the kicking rules of its REST API
 * (https://docs.agora.io/en/voice-calling/channel-management-api/endpoint/ban-user-privileges/create-rules).
 */

// CommonJS whose named exports Node's ESM cannot see.
const require = createRequire(import.meta.url);
const { RtcTokenBuilder, RtcRole } = require("agora-access-token") as typeof import("agora-access-token");

/** How long a token opens its channel. */
export const RTC_TOKEN_TTL_S = 86_400;
/** Agora advises not to give up on this call early: it may have worked. */
const KICK_TIMEOUT_MS = 20_000;

/** Whom to drop: everybody in a channel, one user in a channel, or one user everywhere. */
export interface Kick {
  /** Channel, which is a room id. */
  cname?: string;
  /** Agora's uid, which is a member's ruid. */
  uid?: number;
  /** How long they stay out; 0 drops them and lets them come back. */
  minutes: number;
}

/** The adapter for Agora. */
export function agora(env: Env) {
  const keys = `${env.AGORA_CUSTOMER_ID}:${env.AGORA_CUSTOMER_SECRET}`;
  const authorization = `Basic ${Buffer.from(keys).toString("base64")}`;
  return {
    /** A token (version 006) for whichever uid the client picks, to listen and to speak, for 24 hours from `now`. */
    token(channel: string, now: Date): string {
      const until = Math.floor(now.getTime() / 1000) + RTC_TOKEN_TTL_S;
      const { AGORA_APP_ID, AGORA_APP_CERTIFICATE } = env;
      return RtcTokenBuilder.buildTokenWithUid(
        AGORA_APP_ID,
        AGORA_APP_CERTIFICATE,
        channel,
        0,
        RtcRole.PUBLISHER,
        until,
      );
    },
    /** Drops users from their channels. @throws when Agora did not say that it is done: try again, it does no harm */
    async kick({ cname, uid, minutes }: Kick): Promise<void> {
      if (!cname && !uid) throw new Error("kick: neither channel nor user given");
      const response = await fetch(`${env.AGORA_URL}/dev/v1/kicking-rule`, {
        method: "POST",
        headers: { authorization, "content-type": "application/json" },
        body: JSON.stringify({ appid: env.AGORA_APP_ID, cname, uid, privileges: ["join_channel"], time: minutes }),
        signal: AbortSignal.timeout(KICK_TIMEOUT_MS),
      });
      const answer = await response.text();
      if (!response.ok) throw new Error(`Agora refused a kick: HTTP ${response.status} ${answer.slice(0, 200)}`);
    },
  };
}
