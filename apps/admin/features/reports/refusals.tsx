import type { CaseRow, DecideResult } from "@chaoqer/contract/staff/reports";
import { Alert, Button } from "antd";

const WORDS = {
  stale: "打开之后有了变化",
  claimed: "有同事正在处理",
  refused: "无法这样处理",
  done: "",
} as const;

type Props = { refused: DecideResult; cases: CaseRow[]; onRefresh: () => void };

/** Cases that were left alone because they are no longer what the decision was made on, and what changed. */
export function Refusals({ refused, cases, onRefresh }: Props) {
  const name = (caseId: string) => cases.find((one) => one.caseId === caseId)?.target.name ?? caseId.slice(0, 8);
  return refused.map(({ caseId, outcome, changes }) => (
    <Alert
      key={caseId}
      type="warning"
      showIcon
      title={`没有处理“${name(caseId)}”：${WORDS[outcome]}`}
      description={changes.map((change) => <div key={change}>{change}</div>)}
      action={
        (outcome === "stale" || outcome === "claimed") && (
          <Button size="small" onClick={onRefresh}>
            读取最新情况
          </Button>
        )
      }
      style={{ marginBottom: 12 }}
    />
  ));
}
