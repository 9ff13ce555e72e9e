"use client";

import { Button, Flex } from "antd";
import { useState } from "react";

/** The pages of a list inside a page, which the address does not know: the keys of those gone through. */
export function useInnerPages() {
  const [keys, setKeys] = useState<string[]>([]);
  return {
    after: keys.at(-1),
    back: keys.length > 0 ? () => setKeys(keys.slice(0, -1)) : undefined,
    on: (next: string) => setKeys([...keys, next]),
  };
}

type Props = { pages: ReturnType<typeof useInnerPages>; next: string | null };

/** Goes through such a list; nothing where there is one page. */
export function InnerPager({ pages: { back, on }, next }: Props) {
  if (!back && next === null) return null;
  return (
    <Flex justify="end" gap="small" style={{ paddingTop: 14 }}>
      <Button disabled={!back} onClick={back}>
        上一页
      </Button>
      <Button disabled={next === null} onClick={() => next !== null && on(next)}>
        下一页
      </Button>
    </Flex>
  );
}
