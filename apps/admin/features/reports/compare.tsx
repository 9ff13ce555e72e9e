import type { CaseDetail } from "@chaoqer/contract/staff/reports";
import { Button, Card, Image } from "antd";
import type { ReactNode } from "react";
import { When } from "../parts/when";
import { AccountStateTag, Person } from "../people/person";
import styles from "./compare.module.css";

export type Snapshot = Record<string, unknown>;

interface Line {
  label: string;
  before: ReactNode;
  after: ReactNode;
  /** Known on both sides, and not the same. */
  changed?: boolean;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const line = (label: string, before: unknown, after: string | undefined): Line => ({
  label,
  before: text(before) || "—",
  after: after || "—",
  changed: typeof before === "string" && after !== undefined && before !== after,
});
const picture = (url: string) => (url ? <Image className={styles.picture} src={url} alt="头像" width={96} /> : "—");

function userLines(snapshot: Snapshot, { account }: CaseDetail): Line[] {
  const lines = [
    line("昵称", snapshot.nickname, account?.nickname),
    line("简介", snapshot.bio, account?.bio),
    {
      label: "头像",
      before: picture(text(snapshot.avatar)),
      after: account ? picture(account.avatar) : "—",
      changed: account !== null && snapshot.avatar !== account.avatar,
    },
  ];
  if (!account) return lines;
  const state = { label: "账号", before: "", after: <AccountStateTag {...account} /> };
  return [...lines, state, { label: "注册", before: "", after: <When time={account.createTime} /> }];
}

const members = (list: unknown): { uid: string; nickname: string; avatar: string }[] =>
  Array.isArray(list) ? list : [];

function People({ list }: { list: { uid: string; nickname: string; avatar: string }[] }) {
  if (list.length === 0) return "—";
  return list.map((one) => <Person key={one.uid} {...one} size={22} />);
}

function roomLines(snapshot: Snapshot, { room, account, live }: CaseDetail): Line[] {
  const creator = { uid: text(snapshot.uid), nickname: text(snapshot.nickname), avatar: "" };
  const inside = live.find(({ roomId }) => roomId === room?.roomId);
  return [
    line("名称", snapshot.name, room?.name),
    {
      label: "创建者",
      before: creator.uid ? <Person {...creator} avatar={account?.avatar ?? ""} /> : "—",
      after: account ? <Person {...account} /> : "—",
    },
    line("圈子", snapshot.clubName, undefined),
    {
      label: "状态",
      before: "进行中",
      after: room?.closedTime ? (
        <>
          已关闭，
          <When time={room.closedTime} />
        </>
      ) : (
        "进行中"
      ),
      changed: Boolean(room?.closedTime),
    },
    {
      label: "成员",
      before: <People list={members(snapshot.memberList)} />,
      after: <People list={inside?.members ?? []} />,
    },
    ...(account ? [{ label: "创建者账号", before: "", after: <AccountStateTag {...account} /> }] : []),
  ];
}

type Props = {
  detail: CaseDetail;
  snapshot: Snapshot | null;
  /** Whose snapshot it is. */
  from: string;
  onFirst: (() => void) | undefined;
};

/** What was reported, as it was, beside what is there now. */
export function Compare({ detail, snapshot, from, onFirst }: Props) {
  const lines = (detail.target.targetType === 2 ? roomLines : userLines)(snapshot ?? {}, detail);
  return (
    <Card
      title="投诉时与现在"
      extra={
        onFirst && (
          <Button size="small" onClick={onFirst}>
            回到首次投诉
          </Button>
        )
      }
    >
      <table className={styles.compare}>
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">投诉时（{from}）</th>
            <th scope="col">现在</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ label, before, after, changed }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{before}</td>
              <td className={changed ? styles.changed : undefined}>
                {after}
                {changed && <span className={styles.mark}>已变</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
