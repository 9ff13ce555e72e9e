import type { ThemeConfig } from "antd";

export type ThemeName = "light" | "dark";

/** Keeps the choice between light and dark. */
export const COOKIE = "admin.theme";

const FONT =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

const shared = { borderRadius: 8, fontFamily: FONT, wireframe: false } as const;

/** antd's grey for notes is too pale to read: these keep 4.5 to 1 on the page's ground. */
export const TOKENS: Record<ThemeName, Pick<ThemeConfig, "token" | "components">> = {
  light: {
    token: {
      ...shared,
      colorPrimary: "#c23c14",
      // Paler than the button itself, as antd would have it, white words are too faint on it.
      colorPrimaryHover: "#a93310",
      colorLink: "#b23510",
      colorError: "#c4212c",
      colorBgLayout: "#f6f4f1",
      colorText: "#241d19",
      colorTextSecondary: "#5c534d",
      colorTextTertiary: "#6b625b",
      colorTextDescription: "#6b625b",
      colorTextPlaceholder: "#756c65",
      colorTextDisabled: "#857c75",
      colorBorderSecondary: "#ebe6e0",
    },
    components: {
      Table: { headerBg: "#faf8f5", headerColor: "#6b625b", rowHoverBg: "#fdf6f2", headerSplitColor: "transparent" },
      Card: { headerFontSize: 15 },
    },
  },
  dark: {
    token: {
      ...shared,
      // Light enough to be read on the ground, so that the words on such a button are dark.
      colorPrimary: "#ff9166",
      colorPrimaryActive: "#d97750",
      colorLink: "#ffa07c",
      colorError: "#ff8f8c",
      colorErrorActive: "#e07c79",
      colorBgBase: "#171412",
      colorBgLayout: "#121010",
      colorTextTertiary: "#a79e97",
      colorTextDescription: "#a79e97",
      colorTextPlaceholder: "#9a918a",
    },
    components: {
      Button: { primaryColor: "#1a100b", dangerColor: "#1a100b" },
      Table: { headerSplitColor: "transparent" },
    },
  },
};
