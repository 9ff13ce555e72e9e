import type { StaffClub } from "@chaoqer/contract/staff/places";
import { Tag } from "antd";
import { When } from "../parts/when";

/** Whether a club is still there, or since when not. */
export function ClubState({ club: { dissolvedTime } }: { club: Pick<StaffClub, "dissolvedTime"> }) {
  if (dissolvedTime === null) return <Tag color="green">正常</Tag>;
  return (
    <>
      <Tag color="red">已解散</Tag> <When time={dissolvedTime} />
    </>
  );
}
