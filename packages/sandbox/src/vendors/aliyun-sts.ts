import type { Deps } from "../deps";
import { type AliyunAction, AliyunRefusal } from "./aliyun/gateway";
import { isPolicy } from "./aliyun/policy";
import { openSession } from "./aliyun/session";

/**
 * Aliyun's `AssumeRole`: keys for a while, which the OSS part takes until they expire, within the policy given here if
 * one is. Source: help.aliyun.com/zh/ram/developer-reference/api-sts-2015-04-01-assumerole
 */
export function aliyunSts({ credentials, clock, records }: Deps): AliyunAction {
  const { ALIYUN_ACCESS_KEY_SECRET: secret, ALIYUN_STS_ROLE_ARN: role } = credentials;
  return {
    target: "sts",
    name: "AssumeRole",
    version: "2015-04-01",
    host: "sts.aliyuncs.com",
    required: ["RoleArn", "RoleSessionName"],
    run(params) {
      const { RoleArn = "", RoleSessionName = "", DurationSeconds = "3600", Policy } = params;
      if (!/^acs:ram::\d+:role\/[\w.-]+$/.test(RoleArn))
        throw malformed("RoleArn", "The parameter RoleArn is wrongly formed.");
      if (RoleArn.toLowerCase() !== role.toLowerCase())
        throw new AliyunRefusal(404, "EntityNotExist.Role", `The role not exists: ${RoleArn}`);
      if (!/^[\w.@-]{2,64}$/.test(RoleSessionName))
        throw malformed("RoleSessionName", "The parameter RoleSessionName is wrongly formed.");
      const seconds = /^\d+$/.test(DurationSeconds) ? Number(DurationSeconds) : Number.NaN;
      if (!(seconds >= 900 && seconds <= 3600))
        throw malformed("DurationSeconds", "The Min/Max value of DurationSeconds is 15min/1hr.");
      const policy = Policy ? parsePolicy(Policy) : undefined;
      const expires = clock.now().getTime() + seconds * 1000;
      const session = openSession(secret, expires, policy);
      const [account, name] = RoleArn.replace("acs:ram::", "").split(":role/");
      return {
        outcome: "ok",
        body: {
          AssumedRoleUser: {
            AssumedRoleId: `3${account}:${RoleSessionName}`,
            Arn: `acs:ram::${account}:role/${name}/${RoleSessionName}`,
          },
          Credentials: {
            AccessKeyId: session.accessKeyId,
            AccessKeySecret: session.accessKeySecret,
            SecurityToken: session.securityToken,
            Expiration: `${new Date(expires).toISOString().slice(0, 19)}Z`,
          },
        },
      };
    },
    keep({ RoleArn = "", RoleSessionName = "", DurationSeconds = "3600" }, outcome) {
      records.sts.add({
        roleArn: RoleArn,
        roleSessionName: RoleSessionName,
        durationSeconds: Number(DurationSeconds),
        time: clock.now().getTime(),
        outcome,
      });
    },
  };
}

function parsePolicy(text: string): unknown {
  if (text.length > 2048) throw malformed("PolicySize", "The size of Policy must be smaller than 2048 bytes.");
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (!isPolicy(policy)) throw malformed("PolicyGrammar", "The parameter Policy has not passed grammar check.");
  return policy;
}

function malformed(name: string, message: string): AliyunRefusal {
  return new AliyunRefusal(400, `InvalidParameter.${name}`, message);
}
