import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run typecheck` checks them, the api that is imported for its types included.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "same-origin" },
        { key: "X-Robots-Tag", value: "noindex" },
      ],
    },
  ],
};

export default config;
