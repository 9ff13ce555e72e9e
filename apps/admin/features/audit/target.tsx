import { Flex, Typography } from "antd";
import Link from "next/link";
import { targetName, targetPath } from "./words";

/** What an action was about, with a way to it. */
export function AuditTarget({ type, id }: { type: string | null; id: string | null }) {
  if (!type) return "—";
  const path = id ? targetPath(type, id) : undefined;
  const short = id && (id.length > 12 ? `${id.slice(0, 8)}…` : id);
  return (
    <Flex gap={6}>
      <span>{targetName(type)}</span>
      {path ? (
        <Link href={path} title={id ?? ""}>
          {short}
        </Link>
      ) : (
        <Typography.Text type="secondary" title={id ?? ""}>
          {short}
        </Typography.Text>
      )}
    </Flex>
  );
}
