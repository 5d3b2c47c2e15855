import { createHmac, timingSafeEqual } from "node:crypto";

/** Base64 of HMAC-SHA256 over the bytes as they came, which is how Shopify and WooCommerce sign. */
export function signatureOf(body: Uint8Array, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}

/** Whether the header is the body's signature; takes as long for a wrong one as for a right one. */
export function isSigned(body: Uint8Array, secret: string, header: string | null): boolean {
  const right = Buffer.from(signatureOf(body, secret));
  const given = Buffer.from(header ?? "");
  return given.length === right.length && timingSafeEqual(given, right);
}
