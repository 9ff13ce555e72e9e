import type { PenaltyKind } from "@chaoqer/contract/staff/actions";
import { Checkbox, Flex, Form, Select } from "antd";
import { kindsFor, LENGTHS, PENALTY_NAMES } from "./words";

type Props = { kinds: readonly PenaltyKind[]; rooms: boolean };

/** Chooses what to do, several at once, and for how long. */
export function ActionFields({ kinds, rooms }: Props) {
  return (
    <>
      <Form.Item name="kinds" label="处理方式（可多选）">
        <Checkbox.Group options={kindsFor(rooms).map((value) => ({ value, label: PENALTY_NAMES[value] }))} />
      </Form.Item>
      <Flex gap="middle">
        {kinds.includes("limit") && <Length name="limitHours" label="限制多久" />}
        {kinds.includes("freeze") && <Length name="freezeHours" label="冻结多久" />}
      </Flex>
    </>
  );
}

function Length({ name, label }: { name: string; label: string }) {
  return (
    <Form.Item name={name} label={label}>
      <Select style={{ width: 140 }} options={LENGTHS} />
    </Form.Item>
  );
}
