/** How a receiver in Node.js checks a signature, as documents and settings show it; a test runs it against ours. */
export const verifyExample = `import { createHmac, timingSafeEqual } from "node:crypto";

/** True where the message came from the shop, in the last five minutes. \`body\` is the text as it came. */
export function isGenuine(headers, body, secret, now = Date.now()) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  if (Math.abs(now / 1000 - Number(timestamp)) > 300) return false;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const wanted = createHmac("sha256", key).update(\`\${id}.\${timestamp}.\${body}\`).digest();
  return headers["webhook-signature"].split(" ").some((signature) => {
    const given = Buffer.from(signature.slice("v1,".length), "base64");
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}`;
