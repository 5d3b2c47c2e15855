import { describe, expect, it, vi } from "vitest";
import { type Actor, systemActor } from "@/lib/actor";
import { serve } from "@/lib/api";
import { endpoints } from "@/lib/api/endpoints";
import { type Command, run } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import type { Permission } from "@/lib/staff/rules/permissions";
import { makeShop } from "@/lib/testing/factories";

const caller = vi.hoisted(() => ({ actor: null as unknown }));
vi.mock("@/lib/auth/api-key", async (original) => ({
  ...(await original<object>()),
  verifyApiKey: async () => caller,
}));

await makeShop();

/** Somebody who may do all but this. */
function allBut(...missing: Permission[]): Actor {
  const { permissions, ...everything } = systemActor("somebody");
  const left = new Set(permissions);
  for (const permission of missing) left.delete(permission);
  return { ...everything, type: "staff", id: crypto.randomUUID(), role: "viewer", permissions: left };
}

const nobody: Actor = { ...allBut(), permissions: new Set(), refundLimits: {} };

type Exports = Record<string, unknown>;
const of = async (files: Record<string, () => Promise<Exports>>) =>
  (
    await Promise.all(
      Object.entries(files).map(async ([file, load]) =>
        Object.entries(await load()).map(([name, value]) => ({ name: `${file.slice(2)} ${name}`, value })),
      ),
    )
  ).flat();

const commands = (
  await of(import.meta.glob<Exports>(["./*/commands/*.ts", "./payments/settle-refund.ts", "!./**/*.test.ts"]))
).flatMap(({ name, value }) => (isCommand(value) ? [{ name, command: value }] : []));

describe("every command", () => {
  it.each(commands)("$name is refused to whoever may do all but this", async ({ command }) => {
    const outcome = await run(command, allBut(command.permission), {});
    expect(outcome).toMatchObject({
      ok: false,
      refusal: { code: "forbidden", facts: { permission: command.permission } },
    });
  });
});

describe("every endpoint", () => {
  it.each(endpoints.map((endpoint) => ({ id: endpoint.id, endpoint })))(
    "$id answers 403 without its permission",
    async ({ endpoint }) => {
      caller.actor = allBut(endpoint.permission);
      const address = `https://shop.test${endpoint.path}`;
      const answer = await serve(endpoint)(new Request(address, { method: endpoint.method.toUpperCase() }), {});
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ code: "forbidden" });
    },
  );
});

type Asked = (actor: Actor, ...what: object[]) => Promise<unknown>;

/** What they answer depends on who asks, and everybody signed in may ask. */
const forEverybody = [
  "home/queries.ts getNavCounts",
  "staff/queries.ts getOwnPasswordHash",
  "views/queries.ts listViews",
];

const asked = (
  await of(
    import.meta.glob<Exports>(["./*/queries.ts", "./*/queries/*.ts", "./home/first-steps.ts", "!./**/*.test.ts"]),
  )
).flatMap(({ name, value }) =>
  typeof value === "function" && /^async function \w+\(\s*actor\b/.test(String(value)) && !forEverybody.includes(name)
    ? [{ name, ask: value as Asked }]
    : [],
);

describe("every query", () => {
  it.each(asked)("$name answers nobody without a permission", async ({ ask }) => {
    const answer = ask(nobody, {}, {}, {}).then(
      (value) => (isRefusal(value) ? value.code : "answered"),
      (error: Error) => (error.message.includes(" may not ") ? "forbidden" : error.message),
    );
    expect(await answer).toBe("forbidden");
  });
});

function isCommand(value: unknown): value is Command<never, unknown, string> {
  return typeof value === "object" && value !== null && "permission" in value && "within" in value;
}
