"use client";

import type { CaseDetail } from "@chaoqer/contract/staff/reports";
import { Col, Flex, Row } from "antd";
import { useState } from "react";
import { Loaded } from "../parts/loaded";
import { Page } from "../parts/page";
import { CaseActions } from "./case-actions";
import { CaseHead } from "./case-head";
import { CaseReports } from "./case-reports";
import { Compare, type Snapshot } from "./compare";
import { Decision } from "./decision";
import { History } from "./history";
import { LiveRooms } from "./live-rooms";
import { useCase } from "./queries";

/** A case: what was reported beside what is there now, who reported it, what came before, and what to do. */
export function Case({ caseId }: { caseId: string }) {
  const query = useCase(caseId);
  return (
    <Loaded query={query} gone="没有这个案件" rows={12}>
      {(detail) => <CaseBody detail={detail} />}
    </Loaded>
  );
}

function CaseBody({ detail }: { detail: CaseDetail }) {
  const [other, setOther] = useState<{ from: string; snapshot: Snapshot }>();
  return (
    <Page
      title={detail.target.name || "（已不存在）"}
      note={<CaseHead detail={detail} />}
      extra={<CaseActions detail={detail} />}
    >
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={15}>
          <Flex vertical gap="middle">
            {detail.status !== 0 && <Decision detail={detail} />}
            <Compare
              detail={detail}
              snapshot={other?.snapshot ?? detail.snapshot}
              from={other?.from ?? "首次投诉"}
              onFirst={other ? () => setOther(undefined) : undefined}
            />
            <CaseReports caseId={detail.caseId} onSnapshot={(from, snapshot) => setOther({ from, snapshot })} />
          </Flex>
        </Col>
        <Col xs={24} xl={9}>
          <Flex vertical gap="middle">
            <LiveRooms rooms={detail.live} />
            <History history={detail.history} caseId={detail.caseId} />
          </Flex>
        </Col>
      </Row>
    </Page>
  );
}
