"use client";

import type { ReactNode } from "react";
import { ThemeProvider } from "../features/frame/theme";
import type { ThemeName } from "../features/frame/tokens";
import { ApiProvider } from "../lib/trpc/client";

/** The console's look and its way to the api. */
export function Providers({ theme, children }: { theme: ThemeName; children: ReactNode }) {
  return (
    <ThemeProvider initial={theme}>
      <ApiProvider>{children}</ApiProvider>
    </ThemeProvider>
  );
}
