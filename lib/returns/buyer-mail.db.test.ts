import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { reconcileExceptions } from "@/lib/exceptions/reconcile";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { saveMailSettings } from "@/lib/settings/commands/save-mail-settings";
import { loadShop } from "@/lib/shop";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { openMailServer } from "@/lib/testing/smtp";
import { brokenRows } from "@/lib/verify";
import { approveReturn } from "./commands/approve-return";
import { cancelReturn } from "./commands/cancel-return";
import { exchangeReturn } from "./commands/exchange-return";
import { inspectReturn } from "./commands/inspect-return";
import { receiveReturn } from "./commands/receive-return";
import { refundReturn } from "./commands/refund-return";
import { rejectReturn } from "./commands/reject-return";
import { requestReturn } from "./commands/request-return";
import { saveBuyerMail } from "./commands/save-buyer-mail";
import { mailBuyers } from "./mail-buyers";
import { getBuyerMail, listBuyerMailTroubles, mailsOfReturn } from "./queries/buyer-mail";
import { buyerMailKinds } from "./rules/buyer-mail";

const { sql } = connection();
const server = await openMailServer();
const address = "https://shop.test";
let owner: Actor;
let sku: string;

beforeAll(async () => {
  process.env.AUTH_SECRET ??= "a secret for the links of this test";
  owner = (await makeShop()).actor;
  sku = await makeVariant({ price: "30.00" });
  await addStock(sku, 90);
  const settings = { host: "127.0.0.1", security: "none", username: "", password: "", fromAddress: "shop@shop.test" };
  must(await run(saveMailSettings, owner, { ...settings, port: String(server.settings.port) }));
});
beforeEach(async () => {
  server.mails.length = 0;
  must(await run(saveBuyerMail, owner, { kinds: [...buyerMailKinds], address }));
});
afterAll(async () => {
  server.close();
  expect(await brokenRows()).toEqual([]);
});

const lines = (quantity: number) => [{ line: 1, quantity, reason: "not_wanted" }];
const line = (quantity: number) => [{ line: 1, quantity }];

let buyers = 0;

async function asked(quantity = 2, contact?: object) {
  buyers += 1;
  const customer = contact ?? { name: "Ann Lee", email: `ann-${buyers}@example.com` };
  const paid = { amount: (quantity * 30).toFixed(2) };
  const { number } = await makeOrder([{ sku, quantity }], { customer, paid });
  await sql`update customers set locale = 'en' where email like 'ann-%'`;
  must(await run(shipOrder, owner, { number, trackingNumber: `SF-${number}` }));
  return must(await run(requestReturn, owner, { number, lines: lines(quantity) })).rma;
}

/** What the mail says, whatever it was wrapped in for the way. */
function read({ text }: { text: string }): string {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  const subject = /subject: ([\s\S]*?)\r\n(?! )/i.exec(head)?.[1] ?? "";
  const plain = (encoded: string) =>
    encoded
      .replace(/=\r\n/g, "")
      .replace(/((?:=[\dA-F]{2})+)/g, (bytes) => Buffer.from(bytes.replaceAll("=", ""), "hex").toString("utf8"));
  const words = subject.replace(/=\?utf-8\?(.)\?(.*?)\?=\s*/gi, (_, way: string, said: string) =>
    way.toUpperCase() === "B" ? Buffer.from(said, "base64").toString("utf8") : plain(said.replaceAll("_", " ")),
  );
  const said = /base64/i.test(head) ? Buffer.from(body, "base64").toString("utf8") : plain(body);
  return `${words}\n${said}`;
}
const send = async () => {
  await mailBuyers();
  return server.mails.splice(0).map(read);
};

describe("the buyer of a return", () => {
  it("is told each step once, with what to do", async () => {
    const rma = await asked();
    expect(await send()).toEqual([]);
    must(await run(approveReturn, owner, { rma, note: "Two days late, no matter" }));
    const [approved = "", ...others] = await send();
    expect(others).toEqual([]);
    expect(approved).toContain(`Your return ${rma}: you can send it`);
    for (const part of ["Hello Ann Lee", rma, "2 × ", `${address}/track/`, "You pay for sending it", "Two days late"])
      expect(approved).toContain(part);
    must(await run(receiveReturn, owner, { rma, lines: line(1), location: "MAIN" }));
    must(await run(receiveReturn, owner, { rma, lines: line(1), location: "MAIN" }));
    expect(await send()).toMatchObject([expect.stringContaining("has arrived")]);
    const finding = { condition: "opened", disposition: "restock", location: "MAIN" };
    must(await run(inspectReturn, owner, { rma, findings: [{ line: 1, quantity: 2, ...finding }] }));
    const { exchange } = must(await run(exchangeReturn, owner, { rma, lines: line(1) }));
    expect(await send()).toMatchObject([expect.stringContaining(exchange)]);
    must(await run(refundReturn, owner, { rma }));
    expect(await send()).toMatchObject([expect.stringMatching(/30\.00.* given back/)]);
    expect((await mailsOfReturn(owner, rma)).map(({ kind, status }) => `${kind} ${status}`).sort()).toEqual(
      ["return_approved", "return_exchanged", "return_received", "return_refunded"].map((kind) => `${kind} sent`),
    );
    expect(await send()).toEqual([]);
  });

  it("is told in the buyer's language, and of a refusal with its reason", async () => {
    const rma = await asked(1, { name: "林晓", email: "linxiao@example.com" });
    await sql`update customers set locale = 'zh-CN' where email = 'linxiao@example.com'`;
    must(await run(rejectReturn, owner, { rma, note: "超过退货期限" }));
    const [mail = ""] = await send();
    expect(mail).toContain(`您的退货 ${rma}：暂不能接受`);
    expect(mail).toContain("超过退货期限");
  });

  it("hears nothing that is switched off, without an address, or that was called off before it left", async () => {
    must(await run(saveBuyerMail, owner, { kinds: ["return_received"], address }));
    must(await run(approveReturn, owner, { rma: await asked() }));
    must(await run(saveBuyerMail, owner, { kinds: ["return_approved"], address }));
    must(await run(approveReturn, owner, { rma: await asked(1, { name: "No Mail", phone: "13900002222" }) }));
    const rma = await asked();
    must(await run(approveReturn, owner, { rma }));
    must(await run(cancelReturn, owner, { rma }));
    expect(await send()).toEqual([]);
    expect((await mailsOfReturn(owner, rma)).map(({ status }) => status)).toEqual(["dropped"]);
  });
});

describe("a mail that does not arrive", () => {
  it("is tried again while the server has not taken it, and is nobody's secret in the end", async () => {
    const rma = await asked();
    server.behave({ refuse: 450 });
    must(await run(approveReturn, owner, { rma }));
    expect(await send()).toEqual([]);
    expect(await mailsOfReturn(owner, rma)).toMatchObject([{ status: "waiting", attempts: 1 }]);
    expect(await listBuyerMailTroubles(owner, new Date())).toMatchObject([{ rma }]);
    await sql`update buyer_mails set status = 'failed' where status = 'waiting'`;
    await reconcileExceptions(["mail_failed"]);
    const [exception] = await sql`
      select facts from exceptions where type = 'mail_failed' and closed_at is null and facts ->> 'rma' = ${rma}`;
    expect(exception?.facts).toMatchObject({ buyer: "return_approved", rma });
    must(await run(receiveReturn, owner, { rma, lines: line(2), location: "MAIN" }));
    must(await run(saveBuyerMail, owner, { kinds: [...buyerMailKinds], address }));
    await sql`update buyer_mails set status = 'waiting', next_at = now() where status = 'failed'`;
    expect(await send()).not.toEqual([]);
    expect(await reconcileExceptions(["mail_failed"])).toEqual({ opened: 0, closed: 1 });
  });

  it("is sent once, however many workers look", async () => {
    must(await run(approveReturn, owner, { rma: await asked() }));
    const sent = await Promise.all([mailBuyers(), mailBuyers(), mailBuyers()]);
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(server.mails).toHaveLength(1);
  });
});

it("every kind is shown as it reads, in every language", async () => {
  const settings = await getBuyerMail(owner, await loadShop(sql), new Date());
  expect(settings.map(({ on }) => on)).toEqual(buyerMailKinds.map(() => true));
  for (const { samples } of settings)
    for (const { subject, text } of samples) expect(`${subject}${text}`).not.toMatch(/\{|letters\.|undefined/);
});
