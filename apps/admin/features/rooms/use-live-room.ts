"use client";

import type { StaffRoomView } from "@chaoqer/contract/staff/room-view";
import { useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { leaveIfEnded, useTRPC } from "../../lib/trpc/client";
import { failureOf } from "../../lib/trpc/failure";

/** How a page hears of a room; `failed`: it will not hear of it, see the error. */
export type LiveState = "connecting" | "live" | "reconnecting" | "ended" | "failed";

const RETRY_MAX_MS = 10_000;
/** Milliseconds until the next try: doubled each time, with jitter, so that not all pages come back at once. */
const retryMs = (tries: number) => Math.min(RETRY_MAX_MS, 1000 * 2 ** tries) * (0.5 + Math.random() / 2);

function onVisibility(changed: () => void): () => void {
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
}

/** Whether somebody can see the page. A browser has few connections to one host, so pages in the background use none. */
const useVisible = () =>
  useSyncExternalStore(
    onVisibility,
    () => document.visibilityState === "visible",
    () => true,
  );

/** A live room as it changes. The last view stays while the connection is away, and once the room is over. */
export function useLiveRoom(roomId: string) {
  const { rooms } = useTRPC().staff;
  const client = useQueryClient();
  const visible = useVisible();
  const [view, setView] = useState<StaffRoomView>();
  const [tries, setTries] = useState(0);
  const over = view?.open === 0;
  const options = rooms.watch.subscriptionOptions(
    { roomId },
    {
      enabled: visible && !over,
      onData: ({ data }) => {
        setView(data);
        setTries(0);
        if (data.open === 0) void client.invalidateQueries({ queryKey: rooms.pathKey() });
      },
      onError: leaveIfEnded,
    },
  );
  const { status, error, reset } = useSubscription(options);
  const away = status === "error" && failureOf(error).kind === "away";
  useEffect(() => {
    if (!away) return;
    const timer = setTimeout(() => {
      setTries(tries + 1);
      reset();
    }, retryMs(tries));
    return () => clearTimeout(timer);
  }, [away, tries, reset]);

  const state = (): LiveState => {
    if (over) return "ended";
    if (status === "error" && !away) return "failed";
    if (status === "pending" && view) return "live";
    return view || away || tries > 0 ? "reconnecting" : "connecting";
  };
  return { view, state: state(), error, retry: reset };
}
