import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import { type Actor, systemActor } from "@/lib/actor";
import { newApiKey } from "@/lib/auth/api-key";
import { loadSession } from "@/lib/auth/load-session";
import { hashPassword } from "@/lib/auth/password";
import { newId } from "@/lib/core/ids";
import { assert, isRefusal } from "@/lib/core/result";
import { postStock } from "@/lib/post";
import { setUpShop } from "@/lib/settings/set-up-shop";
import { type ApiScope, apiScopes } from "@/lib/staff/rules/permissions";

export type Shop = { owner: Actor; secret: string; skus: string[] };

const itemCount = 40;
const unitsOfEach = 200_000;

/** A small shop with plenty on its shelves, an owner, and a key for programs. */
export async function fillShop(): Promise<Shop> {
  const opened = await setUpShop({
    shop: { name: "Fault suite", country: "GB", currency: "GBP", timeZone: "Europe/London", locale: "en" },
    owner: { name: "Olive Owner", email: "owner@chaos.test", passwordHash: await hashPassword("not used to sign in") },
  });
  assert(!isRefusal(opened), "the shop is new");
  const { sql } = connection();
  const session = await loadSession(sql, { staffId: opened.staffId, version: opened.version });
  assert(session, "the owner is signed in");
  const { secret, prefix, hash } = newApiKey();
  await sql`
    insert into api_keys (id, name, prefix, key_hash, scopes)
    values (${newId()}, 'Fault suite', ${prefix}, ${hash}, ${Object.keys(apiScopes) as ApiScope[]})`;
  return { owner: session.actor, secret, skus: await stockShelves() };
}

async function stockShelves(): Promise<string[]> {
  const skus = Array.from({ length: itemCount }, (_, n) => `CHAOS-${n + 1}`);
  const done = await transact(async (tx) => {
    const [place] = await tx.sql<{ id: string }[]>`select id from locations order by priority limit 1`;
    assert(place, "there is a warehouse");
    const postings = [];
    for (const sku of skus) {
      const [productId, variantId] = [newId(), newId()];
      await tx.sql`insert into products (id, title) values (${productId}, ${sku})`;
      await tx.sql`insert into variants (id, product_id, sku) values (${variantId}, ${productId}, ${sku})`;
      await tx.sql`insert into variant_prices (variant_id, currency, unit_price) values (${variantId}, 'GBP', '10.00')`;
      const opening = {
        onHand: unitsOfEach,
        reason: "opening",
        documentType: "adjustment",
        documentNumber: "OPENING",
      } as const;
      postings.push({ variantId, locationId: place.id, ...opening });
    }
    postStock({ tx, actor: systemActor("chaos"), now: new Date() }, postings);
  });
  assert(!isRefusal(done), "the shelves are full");
  return skus;
}
