"use client";

import type { FeedbackDetail } from "@chaoqer/contract/staff/feedback";
import { Card, Col, Flex, Image, Row, Tag } from "antd";
import { Facts } from "../parts/facts";
import { Loaded } from "../parts/loaded";
import { Page } from "../parts/page";
import { When } from "../parts/when";
import { clientText } from "../users/words";
import styles from "./feedback.module.css";
import { FeedbackActions } from "./feedback-actions";
import { Notes } from "./notes";
import { useFeedback } from "./queries";
import { ReplyForm } from "./reply-form";
import { CaseLink, RoomContext, UserLink } from "./source";
import { STATUS_WORDS, TYPE_NAMES } from "./words";

/** One feedback: what was written and where, the talk about it, and the answer. */
export function Feedback({ feedbackId }: { feedbackId: string }) {
  return (
    <Loaded query={useFeedback(feedbackId)} gone="没有这条反馈">
      {(detail) => <FeedbackBody detail={detail} />}
    </Loaded>
  );
}

function FeedbackBody({ detail }: { detail: FeedbackDetail }) {
  const { feedbackId, author, content, images, status, feedbackType, createTime, assignee, caseId, notes } = detail;
  const items = [
    { key: "author", label: "用户", children: <UserLink user={author} /> },
    { key: "uid", label: "用户编号", children: author.uid },
    { key: "client", label: "客户端", children: clientText(detail) },
    { key: "time", label: "时间", children: <When time={createTime} /> },
    ...(assignee ? [{ key: "who", label: "跟进人", children: assignee.displayName }] : []),
    ...(caseId ? [{ key: "case", label: "已转为案件", children: <CaseLink caseId={caseId} /> }] : []),
  ];
  return (
    <Page
      title="反馈"
      note={
        <>
          <Tag>{TYPE_NAMES[feedbackType]}</Tag>
          <Tag color={STATUS_WORDS[status]?.color}>{STATUS_WORDS[status]?.name}</Tag>
        </>
      }
      extra={<FeedbackActions detail={detail} />}
    >
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={13}>
          <Flex vertical gap="middle">
            <Card>
              <p className={styles.words}>{content}</p>
              <Pictures urls={images} />
            </Card>
            <Facts title="来源" items={items} />
            {detail.roomId && <RoomContext roomId={detail.roomId} snapshot={detail.snapshot ?? {}} />}
          </Flex>
        </Col>
        <Col xs={24} xl={11}>
          <Flex vertical gap="middle">
            <ReplyForm feedbackId={feedbackId} nickname={author.nickname} />
            <Notes feedbackId={feedbackId} notes={notes} />
          </Flex>
        </Col>
      </Row>
    </Page>
  );
}

/** What was sent along; one opens large, and from there the others. */
function Pictures({ urls }: { urls: string[] }) {
  return (
    <Image.PreviewGroup>
      <Flex gap="small" wrap style={{ marginTop: urls.length > 0 ? 12 : 0 }}>
        {[...new Set(urls)].map((url, index) => (
          <Image key={url} src={url} alt={`图片${index + 1}`} width={120} height={120} style={{ objectFit: "cover" }} />
        ))}
      </Flex>
    </Image.PreviewGroup>
  );
}
