import { connection } from "@/db/client";
import { newToken } from "@/lib/auth/one-time-token";
import { processInbox } from "@/lib/channels/process-inbox";
import { receiveWebhook } from "@/lib/channels/receive-webhook";
import { signatureOf } from "@/lib/channels/rules/signature";
import { run } from "@/lib/command";
import { assert } from "@/lib/core/result";
import { setChannelSecret } from "@/lib/settings/commands/set-channel-secret";
import { must } from "./must";
import type { PresentFacts } from "./present";

type Sent = { topic: string; body: string };

/** Orders that the web shop sent itself, signed: read, with an item nobody knows, and one that cannot be read. */
export async function receiveWebhooks(facts: PresentFacts): Promise<void> {
  const { sql } = connection();
  const [channel] = await sql<{ id: string }[]>`select id from channels where code = 'web-uk'`;
  assert(channel, "the demo has its web shop");
  const secret = newToken();
  must(await run(setChannelSecret, facts.people.owner, { id: channel.id, secret }));
  const door = receiveWebhook("shopify");
  for (const [index, { topic, body }] of deliveries(facts.now).entries()) {
    const headers = {
      "content-type": "application/json",
      "x-shopify-topic": topic,
      "x-shopify-webhook-id": `demo-${index + 1}`,
      "x-shopify-hmac-sha256": signatureOf(Buffer.from(body), secret),
    };
    const request = new Request("http://localhost/api/webhooks/shopify/web-uk", { method: "POST", headers, body });
    const answer = await door(request, { params: Promise.resolve({ channel: "web-uk" }) });
    assert(answer.status === 200, `the web shop's webhook was answered ${answer.status}`);
  }
  const waiting = await sql<
    { id: string }[]
  >`select id from channel_inbox where status = 'received' order by received_at, id`;
  for (const { id } of waiting) await processInbox(id);
}

function deliveries(now: Date): Sent[] {
  const line = (id: number, sku: string, title: string, quantity: number, price: string) => ({
    id,
    sku,
    title,
    quantity,
    price,
  });
  return [
    {
      topic: "orders/create",
      body: order(now, 24_001, "Grace Foster", [line(1, "FR651-CED", "Soy candle", 2, "17.50")], "35.00", 22),
    },
    {
      topic: "orders/create",
      body: order(
        now,
        24_002,
        "Callum Murray",
        [line(2, "GIFTCARD-25", "Gift card £25", 1, "25.00"), line(3, "TX704", "Tea towels", 2, "9.50")],
        "44.00",
        14,
      ),
    },
    { topic: "products/update", body: JSON.stringify({ id: 88_120, title: "Soy candle" }) },
    { topic: "orders/create", body: JSON.stringify({ id: 24_003, name: "#GL24003", currency: "GBP", line_items: [] }) },
  ];
}

function order(
  now: Date,
  number: number,
  name: string,
  lines: readonly object[],
  total: string,
  minutes: number,
): string {
  const created = new Date(now.getTime() - minutes * 60_000).toISOString();
  const [first = "", last = ""] = name.split(" ");
  const email = `${first}.${last}@example.com`.toLowerCase();
  const address = {
    first_name: first,
    last_name: last,
    address1: "14 Beech Road",
    city: "Manchester",
    zip: "M21 8BQ",
    country_code: "GB",
  };
  return JSON.stringify({
    id: 5_570_000_000_000 + number,
    name: `#GL${number}`,
    created_at: created,
    updated_at: created,
    currency: "GBP",
    financial_status: "paid",
    taxes_included: true,
    total_price: total,
    total_tax: "0.00",
    email,
    payment_gateway_names: ["shopify_payments"],
    line_items: lines,
    shipping_lines: [],
    shipping_address: address,
    customer: { id: 7_700_000 + number, first_name: first, last_name: last, email },
  });
}
