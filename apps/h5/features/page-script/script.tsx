import { DATA_ID, embedded, type PageData } from "./data";

/** The one script of a page and what it works with; to stand at the page's end. */
export function PageScript({ data }: { data?: PageData }) {
  return (
    <>
      {data && (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON, in which nothing can end the element
        <script id={DATA_ID} type="application/json" dangerouslySetInnerHTML={{ __html: embedded(data) }} />
      )}
      <script defer src={`/page.js?v=${process.env.PAGE_SCRIPT_VERSION}`} />
    </>
  );
}
