import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { root } from "@/lib/testing/source-files";
import { newWebhookSecret } from "./new-secret";
import { pauses } from "./rules/backoff";
import { signedHeaders } from "./rules/signature";
import { topicGroups } from "./rules/topics";
import { verifyExample } from "./verify-example";

const document = readFileSync(path.join(root, "docs/api.md"), "utf8");

type Example = { isGenuine(headers: Record<string, string>, body: string, secret: string, now?: number): boolean };

it("the example that checks a signature is the one in the documents, and takes ours and nothing else", async () => {
  expect(document).toContain(verifyExample);
  const module = `data:text/javascript,${encodeURIComponent(verifyExample)}`;
  const { isGenuine } = (await import(/* @vite-ignore */ module)) as Example;
  const [now, before] = [newWebhookSecret(), newWebhookSecret()];
  const timestamp = Math.floor(Date.now() / 1000);
  const body = '{"type":"order.held"}';
  const headers = signedHeaders({ id: "msg_1", timestamp, body }, [now, before]);
  expect(isGenuine(headers, body, now)).toBe(true);
  expect(isGenuine(headers, body, before)).toBe(true);
  expect(isGenuine(headers, body, newWebhookSecret())).toBe(false);
  expect(isGenuine(headers, `${body} `, now)).toBe(false);
  expect(isGenuine({ ...headers, "webhook-id": "msg_2" }, body, now)).toBe(false);
  expect(isGenuine(headers, body, now, Date.now() + 400_000)).toBe(false);
});

it("the documents list every topic and every pause", () => {
  for (const topics of Object.values(topicGroups))
    expect(document).toContain(`| ${topics.map((topic) => `\`${topic}\``).join(" ")} |`);
  expect(pauses).toEqual([5, 30, 2 * 60, 15 * 60, 3600, 4 * 3600, 12 * 3600, 24 * 3600]);
  expect(document.replace(/\s+/g, " ")).toContain("after 5 s, 30 s, 2 min, 15 min, 1 h, 4 h, 12 h and 24 h");
});
