import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { systemActor } from "@/lib/actor";
import { isSealed } from "@/lib/auth/sealed";
import { run } from "@/lib/command";
import { newId } from "@/lib/core/ids";
import { loadMailServer } from "@/lib/mail/load-mail-server";
import { sendTestMail } from "@/lib/mail/send-test-mail";
import { sealSecrets } from "@/lib/settings/commands/seal-secrets";
import { setChannelSecret } from "@/lib/settings/commands/set-channel-secret";
import { getMailSettings, listChannels } from "@/lib/settings/queries";
import { makeShop, must } from "@/lib/testing/factories";
import { hire, type TestPerson } from "@/lib/testing/people";
import { openReceiver } from "@/lib/testing/receiver";
import { openMailServer } from "@/lib/testing/smtp";
import { brokenRows } from "@/lib/verify";
import { createEndpoint } from "./commands/create-endpoint";
import { rotateSecret } from "./commands/rotate-secret";
import { sendTest } from "./commands/send-test";
import { switchEndpoint } from "./commands/switch-endpoint";
import { webhookHandlers } from "./jobs";
import { newWebhookSecret } from "./new-secret";
import { listEndpoints } from "./queries/endpoints";
import { signedHeaders } from "./rules/signature";
import { sendWebhooks } from "./send-webhooks";

let shop: TestPerson;
let owner: Actor;
const { sql } = connection();
const mail = await openMailServer();

beforeAll(async () => {
  shop = await makeShop();
  owner = shop.actor;
});
beforeEach(() => {
  vi.stubEnv("WEBHOOKS_TO_LOOPBACK", "1");
  mail.mails.length = 0;
});
afterAll(async () => {
  await mail.close();
  expect(await brokenRows()).toEqual([]);
});

async function endpoint(name: string, status = 200) {
  const receiver = await openReceiver((response) => void response.writeHead(status).end());
  const secret = newWebhookSecret();
  const { number } = must(await run(createEndpoint, owner, { name, url: receiver.url, topics: ["*"], secret }));
  return { ...receiver, number, secret };
}

const stateOf = async (number: number) => (await listEndpoints(owner)).find((one) => one.number === number);

describe("secrets of other systems", () => {
  it("lie in no table as they are, and those of before are sealed once", async () => {
    const told = await endpoint("Sealed");
    const [kept] = await sql`select secret from webhook_endpoints where number = ${told.number}`;
    expect(isSealed(kept?.secret)).toBe(true);
    const id = newId();
    await sql`
      insert into channels (id, code, name, kind, currency, webhook_secret) values (${id}, 'web', 'Web', 'shopify', 'CNY', 'of before')`;
    await sql`update webhook_endpoints set secret = ${told.secret}, previous_secret = ${told.secret}, previous_until = now()`;
    await sql`
      insert into mail_settings (host, port, security, username, password, from_address)
      values ('127.0.0.1', ${mail.settings.port}, 'none', '', 'of before', 'shop@shop.test')`;
    expect((await brokenRows()).map(({ check }) => check)).toContain("secrets-are-sealed");
    expect(must(await run(sealSecrets, systemActor("worker"), {}))).toEqual({ sealed: 4 });
    expect(must(await run(sealSecrets, systemActor("worker"), {}))).toEqual({ sealed: 0 });
    expect((await loadMailServer(sql))?.password).toBe("of before");
    must(await run(sendTest, owner, { number: told.number }));
    await sendWebhooks();
    const [test] = told.received;
    const timestamp = Number(test?.headers["webhook-timestamp"]);
    const signed = signedHeaders({ id: test?.id ?? "", timestamp, body: test?.text ?? "" }, [told.secret]);
    expect(test?.headers).toMatchObject(signed);
    await told.close();
  });

  it("that cannot be read under another AUTH_SECRET are asked for anew; until then nothing is sent and nothing is lost", async () => {
    const told = await endpoint("Moved");
    vi.stubEnv("AUTH_SECRET", "another secret, of another installation");
    must(await run(sendTest, owner, { number: told.number }));
    expect(await sendWebhooks()).toBe(0);
    expect(told.received).toEqual([]);
    expect(await stateOf(told.number)).toMatchObject({ secretLost: true, enabled: true });
    expect(await stateOf(told.number)).not.toHaveProperty("secret");
    const [channel] = (await listChannels(owner)).filter(({ code }) => code === "web");
    expect(channel?.secret).toBe("lost");
    expect((await getMailSettings(owner))?.password).toBe("lost");
    expect(await sendTestMail(shop)).toMatchObject({ refusal: { code: "mail_password_lost" } });

    const secret = newWebhookSecret();
    must(await run(rotateSecret, owner, { number: told.number, secret }));
    must(await run(setChannelSecret, owner, { id: channel?.id, secret: "a new secret of it" }));
    await sendWebhooks();
    expect(told.received).toHaveLength(1);
    // The one that cannot be read signs nothing beside the new one.
    expect(told.received[0]?.headers["webhook-signature"]?.split(" ")).toHaveLength(1);
    expect(await stateOf(told.number)).toMatchObject({ secretLost: false, previousUntil: null });
    await sql`delete from mail_settings`;
    await told.close();
  });
});

describe("an endpoint that the house switches off", () => {
  const queued = () =>
    sql<
      { data: { staffId: string } }[]
    >`select data from jobs.job where name = 'webhooks.tell' order by created_on, id`;
  const work = async () => {
    const rows = await queued();
    await sql`delete from jobs.job where name = 'webhooks.tell'`;
    for (const { data } of rows) await webhookHandlers["webhooks.tell"]?.(data, { signal: AbortSignal.timeout(5000) });
    return rows.length;
  };

  it("is told once by mail to each who may manage webhooks, in their language", async () => {
    const manager = await hire("manager");
    await hire("support");
    await sql`update staff set preferences = '{"locale":"zh-CN"}' where id = ${manager.id}`;
    await sql`
      insert into mail_settings (host, port, security, from_address)
      values ('127.0.0.1', ${mail.settings.port}, 'none', 'shop@shop.test')`;
    const gone = await endpoint("Gone", 410);
    for (let times = 0; times < 2; times += 1) must(await run(sendTest, owner, { number: gone.number }));
    await sendWebhooks();
    expect(await stateOf(gone.number)).toMatchObject({ enabled: false, disabledReason: "gone" });
    expect(await work()).toBe(2);
    expect(mail.mails.map(({ to }) => to[0]).sort()).toEqual([manager.email, shop.email].sort());
    const subjects = mail.mails.map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1]);
    expect(subjects).toContain("Webhook switched off: Gone");
    expect(subjects.some((subject) => subject?.startsWith("=?UTF-8?"))).toBe(true);

    // On again meanwhile, or not allowed any more: nothing is to be told.
    must(await run(switchEndpoint, owner, { number: gone.number, enabled: true }));
    must(await run(sendTest, owner, { number: gone.number }));
    await sendWebhooks();
    mail.mails.length = 0;
    await sql`update staff set role = 'support' where id = ${manager.id}`;
    must(await run(switchEndpoint, owner, { number: gone.number, enabled: true }));
    expect(await work()).toBe(2);
    expect(mail.mails).toEqual([]);
    await gone.close();
  });

  it("by a person tells nobody", async () => {
    const told = await endpoint("Quiet");
    must(await run(switchEndpoint, owner, { number: told.number, enabled: false }));
    expect(await queued()).toEqual([]);
    await told.close();
  });
});
