import buttons from "../frame/button.module.css";
import { Meta } from "../frame/meta";
import { Notice } from "../frame/notice";
import { BrokenRings } from "../frame/pictures";

/** The api does not answer. The retry is a plain link to the same address. */
export function Away({ path, siteUrl }: { path: string; siteUrl: string }) {
  return (
    <>
      <Meta
        title="暂时连不上 · 超圈"
        description="超圈暂时连不上，请稍后再试。"
        url={siteUrl + path}
        image={`${siteUrl}/share.png`}
      />
      <Notice picture={<BrokenRings />} title="暂时连不上" text="服务正在喘口气，通常一会儿就好。请稍后再试。">
        <a className={buttons.primary} href={path}>
          再试一次
        </a>
      </Notice>
    </>
  );
}
