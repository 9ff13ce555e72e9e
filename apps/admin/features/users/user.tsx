"use client";

import type { UserDetail } from "@chaoqer/contract/staff/users";
import { Avatar, Card, Col, Flex, Row, Typography } from "antd";
import { Loaded } from "../parts/loaded";
import { Page } from "../parts/page";
import { AccountStateTag } from "../people/person";
import { useUser } from "./queries";
import { UserActions } from "./user-actions";
import { UserActivity } from "./user-activity";
import { UserFacts } from "./user-facts";
import { UserRecord } from "./user-record";

/** All that staff may know of a user, and can do about them. */
export function User({ uid }: { uid: string }) {
  return (
    <Loaded query={useUser(uid)} gone="没有这个用户" rows={12}>
      {(user) => <UserBody user={user} />}
    </Loaded>
  );
}

function UserBody({ user }: { user: UserDetail }) {
  return (
    <Page
      title={
        <Flex align="center" gap={12}>
          <Avatar size={44} src={user.avatar || undefined} alt="">
            {user.nickname.slice(0, 1)}
          </Avatar>
          {user.nickname || "未命名"}
          <AccountStateTag {...user} />
        </Flex>
      }
      extra={<UserActions user={user} />}
    >
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={14}>
          <Flex vertical gap="middle">
            <UserFacts user={user} />
            {user.bio && (
              <Card title="简介">
                <Typography.Paragraph style={{ margin: 0, whiteSpace: "pre-wrap" }}>{user.bio}</Typography.Paragraph>
              </Card>
            )}
            <UserActivity user={user} />
          </Flex>
        </Col>
        <Col xs={24} xl={10}>
          <UserRecord user={user} />
        </Col>
      </Row>
    </Page>
  );
}
