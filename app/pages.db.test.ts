import { describe, expect, it, vi } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { loadShop } from "@/lib/shop";
import { makeShop } from "@/lib/testing/factories";

vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: "claim" }) }),
  headers: async () => new Headers(),
}));
vi.mock("next/navigation", async (original) => ({
  ...(await original<object>()),
  forbidden: () => {
    throw new Error("403");
  },
}));
const signedIn = vi.hoisted(() => ({ session: null as unknown }));
vi.mock("@/lib/auth/session-token", async (original) => ({
  ...(await original<object>()),
  decodeSession: async () => ({ staffId: "", version: 1 }),
}));
vi.mock("@/lib/auth/load-session", async (original) => {
  const real = await original<typeof import("@/lib/auth/load-session")>();
  return {
    ...real,
    loadSession: async (...asked: Parameters<typeof real.loadSession>) =>
      signedIn.session ?? real.loadSession(...asked),
  };
});

const { actor: owner } = await makeShop();
const nobody: Actor = { ...owner, role: "viewer", permissions: new Set(), refundLimits: {} };
signedIn.session = { actor: nobody, shop: await loadShop(connection().sql) };

type Page = (props: { params: Promise<object>; searchParams: Promise<object> }) => Promise<unknown>;

/** What everybody who is signed in may open. */
const forEverybody = [
  "./(back-office)/settings/page.tsx",
  "./(back-office)/bench-floor/page.tsx",
  "./(back-office)/settings/profile/page.tsx",
];

const pages = Object.entries(import.meta.glob<{ default: Page }>("./*office*/**/page.tsx")).filter(
  ([file]) => !forEverybody.includes(file),
);

describe("every page", () => {
  it.each(pages)("%s answers 403 to whoever has no permission", async (_file, load) => {
    const { default: page } = await load();
    const params = Promise.resolve({ number: "X", sku: "X", code: "X", id: "X", action: "hold" });
    const answer = page({ params, searchParams: Promise.resolve({}) }).then(
      () => "opened",
      (error: Error) => error.message,
    );
    expect(await answer).toBe("403");
  });
});
