"use client";

import type { StaffClubMembers } from "@chaoqer/contract/staff/places";
import { Card, Typography } from "antd";
import type { ReactNode } from "react";
import { InnerPager, useInnerPages } from "../parts/inner-pager";
import { Loaded } from "../parts/loaded";
import { When } from "../parts/when";
import { People } from "../people/people";
import { useClubMembers } from "./queries";

type Member = StaffClubMembers["list"][number];
type Props = { clubId: string; total: number; note: (member: Member) => ReactNode };

/** Who is in a club, a page at a time, the latest to join first. */
export function ClubMembers({ clubId, total, note }: Props) {
  const pages = useInnerPages();
  return (
    <Card title={`成员 ${total} 人`}>
      <Loaded query={useClubMembers(clubId, pages.after)} rows={4}>
        {({ list, next }) => (
          <>
            <People
              list={list}
              empty="没有成员"
              note={(member) => (
                <>
                  {note(member)}{" "}
                  <Typography.Text type="secondary">
                    <When time={member.joinTime} /> 加入
                  </Typography.Text>
                </>
              )}
            />
            <InnerPager pages={pages} next={next} />
          </>
        )}
      </Loaded>
    </Card>
  );
}
