import { afterAll, describe, expect, it } from "vitest";
import { openMailServer } from "@/lib/testing/smtp";
import { type Mail, sendMail } from "./send-mail";

const server = await openMailServer({ user: { name: "shop", password: " pass word " } });
const cautious = await openMailServer({ starttls: true });
afterAll(() => Promise.all([server.close(), cautious.close()]));

const mail: Mail = {
  to: { name: "王小明", address: "ming@shop.test" },
  fromName: "柳陶",
  subject: "销售报表",
  text: "净销售额 10.00",
  html: "<p>净销售额 10.00</p>",
  attachments: [{ filename: "sales.csv", content: "net\n10.00\n", contentType: "text/csv; charset=utf-8" }],
};

describe("sending a mail", () => {
  it("hands over text, HTML and files to whom it is for, in the shop's name", async () => {
    expect(await sendMail(server.settings, mail)).toEqual({ kind: "sent" });
    const [taken] = server.mails;
    expect(taken).toMatchObject({ from: "shop@shop.test", to: ["ming@shop.test"] });
    expect(taken?.text).toContain("multipart/alternative");
    expect(taken?.text).toContain("filename=sales.csv");
    expect(taken?.text).toContain(Buffer.from("net\n10.00\n").toString("base64"));
  });

  it("has failed where the server refuses it, so that it may be sent again", async () => {
    server.behave({ refuse: 451 });
    expect(await sendMail(server.settings, mail)).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("Try again later"),
    });
    expect(await sendMail({ ...server.settings, password: "wrong" }, mail)).toMatchObject({ kind: "failed" });
    expect(server.mails).toHaveLength(1);
  });

  it("is unknown where the line is cut while the server takes it", async () => {
    server.behave("cut");
    expect(await sendMail(server.settings, mail)).toMatchObject({ kind: "unknown" });
  });

  it("has failed where nobody answers", async () => {
    const gone = await openMailServer();
    await gone.close();
    expect(await sendMail(gone.settings, mail)).toMatchObject({ kind: "failed" });
  });

  it("says nothing to a server that cannot prove who it is, or that offers no encryption", async () => {
    for (const settings of [cautious.settings, server.settings])
      expect(await sendMail({ ...settings, security: "starttls" }, mail)).toMatchObject({ kind: "failed" });
    expect(cautious.mails).toEqual([]);
  });

  it("cannot be given a second recipient by a line break", async () => {
    await sendMail(server.settings, {
      ...mail,
      subject: "a\r\nBcc: other@shop.test",
      to: { ...mail.to, name: "x\r\nCc: y@shop.test" },
    });
    expect(server.mails.at(-1)?.to).toEqual(["ming@shop.test"]);
    expect(server.mails.at(-1)?.text).not.toMatch(/^(?:bcc|cc):/im);
  });
});
