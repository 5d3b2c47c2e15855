import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { run } from "@/lib/command";
import { loadMailServer } from "@/lib/mail/load-mail-server";
import { actorOf, openShop } from "@/lib/testing/people";
import { getMailSettings } from "../queries";
import { saveMailSettings } from "./save-mail-settings";

const owner = (await openShop()).actor;
const { sql } = connection();
const input = {
  host: " SMTP.example.com ",
  port: "587",
  security: "starttls",
  username: "shop",
  password: " secret ",
  fromAddress: "shop@example.com",
};
const save = (patch: Partial<typeof input> = {}) => run(saveMailSettings, owner, { ...input, ...patch });
const password = async () => (await loadMailServer(sql))?.password;

describe("the mail server", () => {
  it("is saved, its password for the connection alone and written down nowhere else", async () => {
    expect(await loadMailServer(sql)).toBeNull();
    expect(await save()).toEqual({ ok: true, value: { host: "smtp.example.com" } });
    expect(await getMailSettings(owner)).toEqual({
      host: "smtp.example.com",
      port: 587,
      security: "starttls",
      username: "shop",
      fromAddress: "shop@example.com",
      password: "set",
    });
    expect(await password()).toBe(" secret ");
    const kept = await sql`select facts::text from audit_log where action = 'settings.mail_changed'
      union all select response_body from idempotency_keys`;
    expect(JSON.stringify(kept)).not.toContain("secret ");
  });

  it("keeps its password when the sender changes, and never gives it to another server", async () => {
    expect(await save({ password: "", fromAddress: "orders@example.com" })).toMatchObject({ ok: true });
    expect(await password()).toBe(" secret ");
    for (const other of [{ host: "evil.example.com" }, { port: "25" }, { security: "none" }, { username: "other" }]) {
      expect(await save({ password: "", ...other })).toMatchObject({ refusal: { code: "mail_password_again" } });
    }
    expect(await getMailSettings(owner)).toMatchObject({ host: "smtp.example.com", fromAddress: "orders@example.com" });
    expect(await save({ password: "", username: "", host: "other.example.com" })).toMatchObject({ ok: true });
    expect([await password(), (await getMailSettings(owner))?.password]).toEqual(["", "none"]);
  });

  it("refuses what is no server, port or address, and whoever may not change settings", async () => {
    const outcome = await save({ host: "a b", port: "70000", fromAddress: "shop" });
    expect(outcome).toMatchObject({
      fields: { host: ["not_a_host"], port: ["too_large"], fromAddress: ["not_an_email"] },
    });
    expect(await run(saveMailSettings, await actorOf("finance"), input)).toMatchObject({
      refusal: { code: "forbidden" },
    });
    expect(await getMailSettings(owner)).toMatchObject({ host: "other.example.com" });
  });
});
