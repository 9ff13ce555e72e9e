import { Empty, Flex } from "antd";
import type { ReactNode } from "react";
import { AccountStateTag, Person } from "./person";

interface Standing {
  uid: string;
  nickname: string;
  avatar: string;
  status: number;
}

type Props<T> = { list: readonly T[]; empty: string; note?: (one: T) => ReactNode };

/** Users one below the other; an account that is not as usual says so. */
export function People<T extends Standing>({ list, empty, note }: Props<T>) {
  if (list.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />;
  return (
    <Flex vertical gap="small">
      {list.map((one) => (
        <Person
          key={one.uid}
          {...one}
          note={
            <>
              {one.status !== 1 && <AccountStateTag status={one.status} />} {note?.(one)}
            </>
          }
        />
      ))}
    </Flex>
  );
}
