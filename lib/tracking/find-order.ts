import { createHash } from "node:crypto";
import { connection } from "@/db/client";
import { throttle } from "@/lib/auth/throttle";
import { type Refusal, refuse } from "@/lib/core/result";
import { loadShop } from "@/lib/shop";
import { contactsOf } from "./contacts";
import { knowsContact, typedExternalNumbers, typedNumber } from "./rules/guess";

const perAddress = throttle("track-address", { tries: 30, seconds: 15 * 60 });
/** Ten thousand tails of four digits at ten an hour: more than a month of guessing at one number. */
const perOrder = throttle("track-order", { tries: 10, seconds: 60 * 60 });

/** Two channels may have given the same number; more than a few are no coincidence. */
const candidatesAtMost = 5;

/**
 * Opens an order to whoever knows its number, ours or its channel's, and its e-mail or phone. A wrong contact and an unknown number get the same
 * answer after the same work, and both count against the same limits.
 */
export async function findTrackedOrder(
  typed: { number: string; contact: string },
  address: string,
): Promise<{ number: string } | Refusal<"not_found" | "too_many_attempts">> {
  const { sql } = connection();
  const shop = await loadShop(sql);
  const number = typedNumber(typed.number, shop.orderPrefix);
  const key = createHash("sha256").update(number).digest("base64url");
  const [ofAddress, ofOrder] = await Promise.all([perAddress.take(address), perOrder.take(key)]);
  const wait = Math.max(ofAddress.retryAfterSeconds ?? 0, ofOrder.retryAfterSeconds ?? 0);
  if (wait > 0) return refuse("too_many_attempts", { minutes: Math.ceil(wait / 60) });
  // Through the channels, so that the unique index of their numbers serves it.
  const found = await contactsOf(
    sql,
    sql`o.id in (
      select id from orders where number = ${number}
      union all
      select x.id from channels join orders x on x.channel_id = channels.id
      where x.external_id = any(${typedExternalNumbers(typed.number)}))
    order by o.number = ${number} desc, o.placed_at desc
    limit ${candidatesAtMost}`,
  );
  const contact = typed.contact.slice(0, 254);
  const opened = Array.from({ length: candidatesAtMost }, (_, index) => found[index]).filter((each) =>
    knowsContact(contact, each?.contact),
  );
  const [order] = opened;
  if (!order) return refuse("not_found");
  await Promise.all([perAddress.giveBack(address), perOrder.giveBack(key)]);
  return { number: order.number };
}
