"use client";

import type { StaffClubDetail } from "@chaoqer/contract/staff/places";
import { Avatar, Col, Flex, Row, Tag, Typography } from "antd";
import { HistoryCard } from "../audit/history-card";
import { Facts } from "../parts/facts";
import { Loaded } from "../parts/loaded";
import { Page } from "../parts/page";
import { When } from "../parts/when";
import { Person } from "../people/person";
import { OpenRooms } from "../rooms/open-rooms";
import { ClubMembers } from "./club-members";
import { ClubState } from "./club-state";
import { DissolveClub } from "./dissolve-club";
import { useClub } from "./queries";

/** A club, who is in it, and what goes on there. */
export function Club({ clubId }: { clubId: string }) {
  return (
    <Loaded query={useClub(clubId)} gone="没有这个圈子" rows={10}>
      {(club) => <ClubBody club={club} />}
    </Loaded>
  );
}

function ClubBody({ club }: { club: StaffClubDetail }) {
  return (
    <Page
      title={
        <Flex align="center" gap={12}>
          <Avatar shape="square" size={44} src={club.cover || undefined} alt="">
            {club.name.slice(0, 1)}
          </Avatar>
          {club.name}
        </Flex>
      }
      extra={<DissolveClub club={club} />}
    >
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={12}>
          <Flex vertical gap="middle">
            <Facts
              title="圈子"
              items={[
                {
                  key: "id",
                  label: "编号",
                  children: <Typography.Text copyable>{club.clubId}</Typography.Text>,
                },
                { key: "state", label: "状态", children: <ClubState club={club} /> },
                {
                  key: "creator",
                  label: "创建者",
                  children: <Person {...club.creator} />,
                },
                { key: "rooms", label: "办过活动", children: `${club.roomTotal}场` },
                { key: "made", label: "建立", children: <When time={club.createTime} /> },
              ]}
            />
            <OpenRooms rooms={club.rooms} />
            <HistoryCard history={club.history} />
          </Flex>
        </Col>
        <Col xs={24} lg={12}>
          <ClubMembers
            clubId={club.clubId}
            total={club.memberTotal}
            note={({ uid }) => uid === club.creator.uid && <Tag>创建者</Tag>}
          />
        </Col>
      </Row>
    </Page>
  );
}
