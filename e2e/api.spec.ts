import { spawn } from "node:child_process";
import { once } from "node:events";
import { typescript } from "../scripts/lib/run.ts";
import { expect, expectAccessible, makeKey, test } from "./fixtures";
import { withSecondServer } from "./second-server";

const address = process.env.E2E_BASE_URL as string;

type Answer = { status: number; headers: Headers; body: Record<string, unknown> & { code?: string; number?: string } };

/** A program that holds a key: it knows nothing of the shop but its API. */
function program(key: string, server = address) {
  return async (
    method: "GET" | "POST",
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(`${server}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        // A connection that rested while another server started may be closed by its own just as it is used again.
        connection: "close",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
}

let made = 0;

/** A cash-on-delivery order of a new customer, which no check stops. */
function order(sku: string, quantity = 1) {
  made += 1;
  const phone = `137${String(Date.now() % 10_000).padStart(4, "0")}${String(made).padStart(4, "0")}`;
  const shipTo = { name: "周敏", phone, line1: "南京西路 1266 号", district: "静安区", city: "上海市", country: "CN" };
  return {
    customer: { name: "周敏", phone },
    shipTo,
    paymentMethod: "cod",
    lines: [{ sku, quantity, unitPrice: "1200.00" }],
  };
}

type Call = ReturnType<typeof program>;
type Level = {
  sku: string;
  location: string;
  reserved: number;
  damaged: number;
  qualityControl: number;
  available: number;
};

/** Leaves exactly so many free units of an item nobody may sell without stock; gives its SKU. */
async function lastUnits(call: Call, units: number): Promise<string> {
  const { body } = await call("GET", "/products?limit=100");
  const products = body.products as { sku: string; backorderAllowed: boolean; madeToOrder: boolean; active: boolean }[];
  const usable = products.filter((product) => product.active && !product.backorderAllowed && !product.madeToOrder);
  const sku = usable[made % usable.length]?.sku ?? "";
  const levels = (await call("GET", `/stock?sku=${encodeURIComponent(sku)}`)).body.stock as Level[];
  let left = units;
  for (const { location, reserved, damaged, qualityControl, available } of levels) {
    const quantity = reserved + damaged + qualityControl + left;
    if (available !== left) await call("POST", "/stock/adjustments", { sku, location, reason: "count", quantity });
    left = 0;
  }
  expect(await free(call, sku)).toBe(units);
  return sku;
}

async function free(call: Call, sku: string): Promise<number> {
  const { body } = await call("GET", `/stock?sku=${encodeURIComponent(sku)}`);
  return (body.stock as Level[]).reduce((sum, level) => sum + level.available, 0);
}

/** What must always hold does: `npm run verify` finds nothing. */
async function expectVerified(): Promise<void> {
  const child = spawn(process.execPath, typescript("scripts/verify.ts"), { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (text) => {
    said += text;
  });
  const [code] = await once(child, "exit");
  expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining("0 broken rows") });
}

test("a program takes an order from its key to the shop's screen", async ({ page, signIn }) => {
  await signIn("owner");
  const call = program(await makeKey(page, "Website"));
  const sku = await lastUnits(call, 10);
  const taken = await call(
    "POST",
    "/orders",
    { ...order(sku, 2), externalId: `e2e-${Date.now()}` },
    { "idempotency-key": crypto.randomUUID() },
  );
  expect(taken).toMatchObject({ status: 201, body: { stage: "ready", total: "2400.00", currency: "CNY" } });
  const number = String(taken.body.number);
  expect(taken.headers.get("location")).toBe(`/api/v1/orders/${number}`);

  await page.goto(`/orders/${number}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(number);
  await expect(page.getByText("周敏").first()).toBeVisible();

  const shipped = await call("POST", `/orders/${number}/shipments`, {
    carrier: "SF Express",
    trackingNumber: `SF${Date.now()}`,
  });
  expect(shipped).toMatchObject({ status: 201, body: { stage: "shipped" } });
  expect((await call("POST", `/orders/${number}/cancel`, {})).body.code).toBe("already_shipped");
  expect((await call("GET", `/orders/${number}`)).body).toMatchObject({
    stage: "shipped",
    shipments: [{ carrier: "SF Express" }],
  });
});

test("a revoked key is refused from its next request", async ({ page, signIn }) => {
  await signIn("owner");
  const name = `Old ${Date.now()}`;
  const call = program(await makeKey(page, name));
  expect((await call("GET", "/orders?limit=1")).status).toBe(200);
  await page
    .getByRole("row", { name: new RegExp(name) })
    .getByRole("button", { name: "Revoke" })
    .click();
  await page.getByRole("button", { name: `Revoke “${name}”` }).click();
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("Revoked");
  expect((await call("GET", "/orders?limit=1")).status).toBe(401);
});

test("500 orders at once for the last 100 units, over two web processes: a hundred are taken", async ({
  page,
  signIn,
}) => {
  test.setTimeout(180_000);
  await signIn("owner");
  const key = await makeKey(page, "Rush");
  const call = program(key);
  const sku = await lastUnits(call, 100);
  await withSecondServer(async (second) => {
    const servers = [call, program(key, second)];
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, index) => (servers[index % 2] as Call)("POST", "/orders", order(sku))),
    );
    const counted: Record<string, number> = {};
    for (const { status, body } of answers) {
      const outcome = `${status} ${body.code ?? body.stage}`;
      counted[outcome] = (counted[outcome] ?? 0) + 1;
    }
    expect(counted).toEqual({ "201 ready": 100, "409 insufficient_stock": 400 });
    expect(await free(call, sku)).toBe(0);
  });
  await expectVerified();
});

test("one idempotency key fifty times at once, over two web processes: one order, one answer", async ({
  page,
  signIn,
}) => {
  await signIn("owner");
  const key = await makeKey(page, "Retry");
  const call = program(key);
  const sku = await lastUnits(call, 50);
  await withSecondServer(async (second) => {
    const servers = [call, program(key, second)];
    const body = order(sku);
    const headers = { "idempotency-key": crypto.randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => (servers[index % 2] as Call)("POST", "/orders", body, headers)),
    );
    const taken = answers.filter(({ status }) => status === 201);
    expect(new Set(taken.map((answer) => answer.body.number)).size).toBe(1);
    expect(taken.filter((answer) => answer.headers.get("idempotency-replayed") === null)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect({ status: answer.status, code: answer.body.code, wait: answer.headers.get("retry-after") }).toEqual({
        status: 409,
        code: "in_progress",
        wait: "1",
      });
    }
    expect(await free(call, sku)).toBe(49);
    const again = await call("POST", "/orders", body, headers);
    expect(again).toMatchObject({ status: 201, body: { number: taken[0]?.body.number } });
  });
  await expectVerified();
});

test("the description names every operation, and people can read it", async ({ page, signIn }) => {
  const description = await (await fetch(`${address}/api/v1/openapi.json`)).json();
  expect(description.openapi).toBe("3.1.0");
  expect(Object.keys(description.paths)).toContain("/orders/batch");
  await signIn("owner");
  await page.goto("/settings/api");
  await expect(page.getByRole("heading", { level: 1, name: "API" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Take an order", exact: true })).toBeVisible();
  await expectAccessible(page);
});
