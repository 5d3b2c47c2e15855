import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { saveMailSettings } from "@/lib/settings/commands/save-mail-settings";
import { changeRole } from "@/lib/staff/commands/change-role";
import { setStaffActive } from "@/lib/staff/commands/set-staff-active";
import { hire, openShop } from "@/lib/testing/people";
import { openMailServer } from "@/lib/testing/smtp";
import { must, receive, sell, stockItem } from "@/lib/testing/trade";
import { subscribeReport } from "./commands/subscribe-report";
import { unsubscribeReport } from "./commands/unsubscribe-report";
import { mailReports } from "./mail-reports";
import { listMailTroubles, listSubscriptions } from "./queries/list-subscriptions";

const owner = await openShop({ currency: "USD", timeZone: "Europe/Berlin" });
const finance = await hire("finance");
const viewer = await hire("viewer");
const server = await openMailServer({ user: { name: "shop", password: "secret" } });
const { sql } = connection();
const address = "https://shop.test";
afterAll(() => server.close());

const sku = await stockItem({ currency: "USD", price: "10.00", unitCost: "4.00" });
await receive(sku, 100);
// Half past eleven in the evening of 27 October in Berlin: the shop's day decides which report has it.
const placed = new Date("2026-10-27T22:30:00Z");
await sell([{ sku, quantity: 3 }], { placedAt: placed.toISOString(), now: placed });

const evening = new Date("2026-10-27T20:00:00Z");
const due = new Date("2026-10-28T07:00:10Z");
const subscribe = (person: typeof owner, patch: Record<string, string> = {}, now = evening) =>
  run(subscribeReport, person.actor, { report: "sales", rhythm: "daily", hour: "8", address, ...patch }, { now });
const work = (now: Date) => mailReports(undefined, () => now);
const later = (minutes: number) => new Date(due.getTime() + minutes * 60_000);
const saved = {
  host: "127.0.0.1",
  security: "none",
  username: "shop",
  password: "secret",
  fromAddress: "shop@shop.test",
};
const setServer = async (port = server.settings.port) =>
  must(await run(saveMailSettings, owner.actor, { ...saved, port: String(port) }));

/** What a part of the mail says, whatever it was wrapped in for the way. */
function partsOf(text: string): { type: string; body: string }[] {
  return text.split(/\r\n--[^\r\n]+/).flatMap((part) => {
    const [head = "", ...rest] = part.split("\r\n\r\n");
    const type = /content-type: ([\w/]+)/i.exec(head)?.[1];
    if (!type || type.startsWith("multipart")) return [];
    const body = rest.join("\r\n\r\n");
    if (/base64/i.test(head)) return [{ type, body: Buffer.from(body, "base64").toString("utf8") }];
    const plain = body
      .replace(/=\r\n/g, "")
      .replace(/((?:=[\dA-F]{2})+)/g, (run) => Buffer.from(run.replaceAll("=", ""), "hex").toString("utf8"));
    return [{ type, body: /quoted-printable/i.test(head) ? plain : body }];
  });
}

beforeEach(async () => {
  server.mails.length = 0;
  await sql`delete from report_subscriptions`;
  await sql`delete from mail_settings`;
});

describe("a report by mail", () => {
  it("has the figures as text and table, the file and the link, in the reader's language", async () => {
    await setServer();
    await sql`update staff set preferences = '{"locale":"zh-CN"}' where id = ${finance.id}`;
    must(await subscribe(finance));
    expect(await work(new Date("2026-10-28T06:59:59Z"))).toBe(0);
    expect(await work(due)).toBe(1);
    const [mail] = server.mails;
    expect(mail?.to).toEqual([finance.email]);
    const parts = partsOf(mail?.text ?? "");
    const [plain, html, file] = ["text/plain", "text/html", "text/csv"].map(
      (type) => parts.find((part) => part.type === type)?.body ?? "",
    );
    expect(plain).toMatch(/净销售额: .*30\.00/);
    expect(plain).toMatch(/成本: .*12\.00/);
    expect(plain).toContain("https://shop.test/reports/sales?period=2026-10-27..2026-10-27");
    expect(html).toMatch(/<td[^>]*>净销售额<\/td><td[^>]*>[^<]*30\.00<\/td>/);
    expect(file).toContain("2026-10-27,2026-10-27,30.00,30.00,1,12.00,USD,18.00");
    const [last] = await listSubscriptions(finance.actor);
    expect(last?.last).toMatchObject({ status: "sent", period: "2026-10-27..2026-10-27" });
  });

  it("leaves costs and the file to those who may have them", async () => {
    await setServer();
    must(await subscribe(viewer));
    await work(due);
    const parts = partsOf(server.mails[0]?.text ?? "");
    expect(parts.map(({ type }) => type)).toEqual(["text/plain", "text/html"]);
    expect(parts[0]?.body).toMatch(/Net sales: .*30\.00/);
    expect(parts.map(({ body }) => body).join()).not.toMatch(/Cost|Margin/);
  });

  it("comes of each report and rhythm, about the days that are over", async () => {
    await setServer();
    for (const report of ["sales", "customers", "reasons"])
      for (const rhythm of ["daily", "weekly", "monthly"]) must(await subscribe(finance, { report, rhythm }));
    expect(await work(new Date("2026-11-02T07:00:00Z"))).toBe(9);
    const periods =
      await sql`select distinct s.rhythm, m.period from report_mails m join report_subscriptions s on s.id = m.subscription_id order by 1`;
    expect(periods.map(({ rhythm, period }) => [rhythm, period])).toEqual([
      ["daily", "2026-11-01..2026-11-01"],
      ["monthly", "2026-10-01..2026-10-31"],
      ["weekly", "2026-10-26..2026-11-01"],
    ]);
  });

  it("is sent once for a period, however many workers look, and whatever hour is chosen anew", async () => {
    await setServer();
    for (const person of [owner, finance, viewer]) must(await subscribe(person));
    const counts = await Promise.all([work(due), work(due), work(due), work(due)]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
    must(await subscribe(finance, { hour: "9" }, later(5)));
    expect(await work(later(60))).toBe(0);
    expect(server.mails).toHaveLength(3);
    expect(await work(later(24 * 60 + 60))).toBe(3);
  });

  it("is tried again after growing pauses while the server refuses it, and the person and the settings say so", async () => {
    must(await subscribe(finance));
    await work(due);
    const state = async () => (await listSubscriptions(finance.actor))[0]?.last;
    expect(await state()).toMatchObject({ status: "waiting", attempts: 1, reason: "mail_not_set" });
    await setServer();
    server.behave({ refuse: 451 });
    await work(later(1));
    expect(await state()).toMatchObject({
      status: "waiting",
      attempts: 2,
      reason: expect.stringContaining("Try again later"),
    });
    expect(await listMailTroubles(owner.actor, due)).toMatchObject([
      { person: "Test finance", report: "sales", attempts: 2 },
    ]);
    expect(await work(later(5))).toBe(0);
    expect(await work(later(6))).toBe(1);
    expect(await state()).toMatchObject({ status: "sent", attempts: 3, reason: "" });
    expect(await listMailTroubles(owner.actor, due)).toEqual([]);
  });

  it("is given up after the last pause", async () => {
    must(await subscribe(finance));
    for (let hour = 0; hour < 23; hour += 1) for (const minute of [0, 1, 6, 21]) await work(later(hour * 60 + minute));
    const [row] = await listSubscriptions(finance.actor);
    expect(row?.last).toMatchObject({ status: "failed", attempts: 7 });
  });

  it("is not sent twice where the line was cut while it was taken, or the worker died", async () => {
    await setServer();
    must(await subscribe(finance));
    server.behave("cut");
    await work(due);
    expect((await listSubscriptions(finance.actor))[0]?.last?.status).toBe("unknown");
    must(await subscribe(viewer, { rhythm: "monthly" }));
    await sql`insert into report_mails (id, subscription_id, period, status, attempts, next_at, updated_at)
      select gen_random_uuid(), id, '2026-09-01..2026-09-30', 'sending', 1, ${due.toISOString()}, ${due.toISOString()} from report_subscriptions where rhythm = 'monthly'`;
    expect(await work(later(10))).toBe(0);
    expect((await listSubscriptions(viewer.actor))[0]?.last?.status).toBe("sending");
    expect(await work(later(20))).toBe(0);
    expect((await listSubscriptions(viewer.actor))[0]?.last?.status).toBe("unknown");
    expect(server.mails).toEqual([]);
    expect(await listMailTroubles(owner.actor, due)).toHaveLength(2);
  });

  it("goes to nobody who was disabled or changed roles since", async () => {
    await setServer();
    const [leaver, mover] = [await hire("manager", "leaver@shop.test"), await hire("manager", "mover@shop.test")];
    must(await subscribe(leaver));
    must(await subscribe(mover));
    must(await run(setStaffActive, owner.actor, { id: leaver.id, active: false }));
    must(await run(changeRole, owner.actor, { id: mover.id, role: "warehouse" }));
    expect(await work(due)).toBe(0);
    expect(server.mails).toEqual([]);
    const states = await sql`select distinct status from report_mails`;
    expect(states.map(({ status }) => status)).toEqual(["dropped"]);
  });

  it("is subscribed and stopped by oneself alone, and by those alone who see reports", async () => {
    expect(await subscribe(await hire("support"))).toMatchObject({ refusal: { code: "forbidden" } });
    must(await subscribe(finance));
    const [own] = await listSubscriptions(finance.actor);
    const stop = (person: typeof owner) => run(unsubscribeReport, person.actor, { id: own?.id });
    expect(await stop(viewer)).toMatchObject({ refusal: { code: "gone" } });
    expect(await listSubscriptions(viewer.actor)).toEqual([]);
    expect(await stop(finance)).toMatchObject({ ok: true });
    expect(await listSubscriptions(finance.actor)).toEqual([]);
    expect(await subscribe(finance, { hour: "24" })).toMatchObject({ fields: { hour: ["too_large"] } });
  });
});
