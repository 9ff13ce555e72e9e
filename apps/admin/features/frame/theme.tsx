"use client";

import { Provider as MotionProvider } from "@rc-component/motion";
import { App, theme as antdTheme, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { createContext, type ReactNode, useContext, useState } from "react";
import { useStillness } from "./stillness";
import { COOKIE, type ThemeName, TOKENS } from "./tokens";

dayjs.locale("zh-cn");

const Theme = createContext<{ name: ThemeName; toggle: () => void }>({ name: "light", toggle: () => undefined });

export const useTheme = () => useContext(Theme);

const YEAR_S = 31_536_000;

/** The console's look; the choice between light and dark stays in a cookie, so that the server draws it right. */
export function ThemeProvider({ initial, children }: { initial: ThemeName; children: ReactNode }) {
  const [name, setName] = useState(initial);
  const still = useStillness();
  const toggle = () => {
    const next = name === "dark" ? "light" : "dark";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
    document.cookie = `${COOKIE}=${next}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax`;
    document.documentElement.dataset.theme = next;
    setName(next);
  };
  const algorithm = name === "dark" ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm;
  return (
    <Theme value={{ name, toggle }}>
      <ConfigProvider locale={zhCN} button={{ autoInsertSpace: false }} theme={{ algorithm, ...TOKENS[name] }}>
        {/* antd's own token for this would mount everything anew when it changes. */}
        <MotionProvider motion={!still}>
          <App>{children}</App>
        </MotionProvider>
      </ConfigProvider>
    </Theme>
  );
}
