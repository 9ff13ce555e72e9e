import Head from "next/head";

export interface MetaProps {
  title: string;
  description: string;
  /** Absolute address of the page without what WeChat adds to it. */
  url: string;
  /** Absolute address of a square picture. */
  image: string;
  /** Whether search engines may keep the page. */
  indexed?: boolean;
}

/** Title and link preview (Open Graph, Twitter) of a page. */
export function Meta({ title, description, url, image, indexed = false }: MetaProps) {
  return (
    <Head>
      <title>{title}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="description" content={description} />
      {!indexed && <meta name="robots" content="noindex, nofollow" />}
      <link rel="canonical" href={url} />
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content="超圈" />
      <meta property="og:locale" content="zh_CN" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={url} />
      <meta property="og:image" content={image} />
      <meta name="twitter:card" content="summary" />
      <meta name="twitter:title" content={title} />
      <meta name="twitter:description" content={description} />
      <meta name="twitter:image" content={image} />
    </Head>
  );
}
