"use client";

import type { CaseRow } from "@chaoqer/contract/staff/reports";
import { Alert, Button, Flex } from "antd";
import type { Wish } from "./decide-modal";

/** A decision takes at most so many cases. */
const MOST = 50;

type Props = { chosen: CaseRow[]; onDecide: (wish: Wish) => void; onClear: () => void };

/** What can be done with the chosen cases together. */
export function BulkBar({ chosen, onDecide, onClear }: Props) {
  if (chosen.length === 0) return null;
  const tooMany = chosen.length > MOST;
  return (
    <Alert
      type="info"
      title={`已选 ${chosen.length} 个案件${tooMany ? `，一次最多处理 ${MOST} 个` : ""}`}
      action={
        <Flex gap="small">
          <Button disabled={tooMany} onClick={() => onDecide("dismiss")}>
            驳回
          </Button>
          <Button danger disabled={tooMany} onClick={() => onDecide("act")}>
            处理
          </Button>
          <Button type="text" onClick={onClear}>
            取消选择
          </Button>
        </Flex>
      }
    />
  );
}
