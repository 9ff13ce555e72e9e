"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTRPC } from "../../lib/trpc/client";
import { failureOf } from "../../lib/trpc/failure";
import { Person } from "../people/person";

/** Finds a user by how the nickname begins, for whoever does not know the uid. */
export function ReceiverPicker({ label, onPick }: { label: string; onPick: (uid: string) => void }) {
  const { findReceivers } = useTRPC().staff.notices;
  const [search, setSearch] = useState("");
  const query = useQuery(
    findReceivers.queryOptions({ search }, { enabled: search !== "", placeholderData: keepPreviousData }),
  );
  const found = search === "" ? [] : (query.data ?? []);
  const nothing = search === "" ? "输入昵称开头" : query.isPending ? "正在读取" : "没有这样的用户";
  return (
    <Select
      aria-label={label}
      placeholder={label}
      showSearch={{ filterOption: false, onSearch: (text) => setSearch(text.trim()) }}
      loading={query.isFetching}
      notFoundContent={query.error ? failureOf(query.error).message : nothing}
      style={{ width: "100%", marginBottom: 8 }}
      options={found.map((user) => ({
        value: user.uid,
        label: <Person {...user} uid={null} size={20} note={tail(user.uid)} />,
      }))}
      value={null}
      onSelect={(uid) => {
        if (uid) onPick(uid);
      }}
    />
  );
}

/** Tells people of one name apart. */
const tail = (uid: string) => `…${uid.slice(-6)}`;
