import { AntdRegistry } from "@ant-design/nextjs-registry";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { COOKIE } from "../features/frame/tokens";
import "./global.css";
import { Providers } from "./providers";

export const metadata: Metadata = { title: { default: "超圈控制台", template: "%s · 超圈控制台" } };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get(COOKIE)?.value === "dark" ? "dark" : "light";
  return (
    <html lang="zh-CN" data-theme={theme}>
      <body>
        <AntdRegistry>
          <Providers theme={theme}>{children}</Providers>
        </AntdRegistry>
      </body>
    </html>
  );
}
