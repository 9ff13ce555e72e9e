import { z } from "zod";

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const policySchema = z.object({
  Version: z.literal("1"),
  Statement: z
    .array(
      z.object({
        Effect: z.enum(["Allow", "Deny"]),
        Action: oneOrMore,
        Resource: oneOrMore,
        Condition: z.unknown().optional(),
      }),
    )
    .min(1),
});

/** Whether a text is a RAM policy. Grammar: help.aliyun.com/zh/ram/policy-structure-and-syntax */
export function isPolicy(value: unknown): boolean {
  return policySchema.safeParse(value).success;
}

/** Whether a policy lets its holder do `action` on `resource`: some statement allows it and none denies it. */
export function allows(policy: unknown, action: string, resource: string): boolean {
  const { Statement } = policySchema.parse(policy);
  const effects = Statement.filter(
    (statement) =>
      statement.Action.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
      statement.Resource.some((pattern) => matches(pattern, resource)),
  ).map((statement) => statement.Effect);
  return effects.includes("Allow") && !effects.includes("Deny");
}

function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${source}$`, "s").test(text);
}
