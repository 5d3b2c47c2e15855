import path from "node:path";
import { defineConfig } from "vitest/config";

const shared = {
  environment: "node",
  restoreMocks: true,
  unstubEnvs: true,
} as const;

const excluded = ["**/node_modules/**", "**/.*/**", "e2e/**"];

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { ...shared, name: "unit", include: ["**/*.test.{ts,tsx}"], exclude: [...excluded, "**/*.db.test.ts"] },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: excluded,
          globalSetup: "lib/testing/database-server.ts",
          setupFiles: "lib/testing/database-per-file.ts",
          testTimeout: 20_000,
          hookTimeout: 30_000,
          // What is waited for comes later on a machine that is busy.
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
