"use client";

import { useMutation } from "@tanstack/react-query";
import { App } from "antd";
import { signOut } from "next-auth/react";
import { useTRPC } from "../../lib/trpc/client";
import { failureOf } from "../../lib/trpc/failure";

/** Ends the session at the api and then the cookie. With the api away nothing ends, which is said. */
export function useLogout(): () => void {
  const trpc = useTRPC();
  const { message } = App.useApp();
  const logout = useMutation(
    trpc.staff.auth.logout.mutationOptions({
      onSuccess: async () => {
        await signOut({ redirect: false });
        window.location.assign("/login");
      },
      onError: (error) => void message.error(failureOf(error).message),
    }),
  );
  return () => logout.mutate();
}
