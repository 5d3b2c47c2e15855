import type postgres from "postgres";
import { type Coupon, CouponPool, codeKey } from "./rules/coupon-pool";
import type { Promotion } from "./rules/terms";

type Reader = { sql: postgres.ISql };

let known: { version: number; promotions: Promise<readonly Promotion[]> } | undefined;

/**
 * Promotions that every order is looked at for. They are remembered as long as the shop says that none changed, which
 * every command reads anyway, so that an order without a coupon asks the database nothing. Whoever changes them must
 * ask before it writes: what its transaction sees of its own changes is nobody else's yet.
 */
export async function loadAutomatic(tx: Reader, promotionsVersion: number): Promise<readonly Promotion[]> {
  if (promotionsVersion === 0) return [];
  if (known?.version !== promotionsVersion) {
    const asked = { version: promotionsVersion, promotions: readAutomatic(tx) };
    known = asked;
    // What went wrong is not remembered.
    asked.promotions.catch(() => {
      if (known === asked) known = undefined;
    });
  }
  return known.promotions;
}

async function readAutomatic({ sql }: Reader): Promise<readonly Promotion[]> {
  return sql<Promotion[]>`
    select id, number, version, name, status, terms from promotions
    where status = 'active' and not (terms ->> 'byCoupon')::boolean order by number`;
}

export type AskedCoupon = { code: string; customerId: string | null };

/**
 * The coupons of these codes. Locked, they are locked by their ids, after the levels of stock, so that two who claim
 * never wait for each other; what others claimed is counted once the lock is had.
 */
export async function openCoupons({ sql }: Reader, asked: readonly AskedCoupon[], lock: boolean): Promise<CouponPool> {
  const codes = [...new Set(asked.map(({ code }) => codeKey(code)).filter((code) => code !== ""))];
  if (codes.length === 0) return new CouponPool();
  const rows = await sql<Coupon[]>`
    select c.id, c.code, c.active, c.limit_total as "limitTotal", c.limit_per_customer as "limitPerCustomer", c.used,
      jsonb_build_object('id', p.id, 'number', p.number, 'version', p.version, 'name', p.name, 'status', p.status,
        'terms', p.terms) as promotion
    from coupons c join promotions p on p.id = c.promotion_id
    where upper(c.code) = any(${codes}::text[]) order by c.id
    ${lock ? sql`for no key update of c` : sql``}`;
  const limited = rows.filter(({ limitPerCustomer }) => limitPerCustomer !== null).map(({ id }) => id);
  const customers = [...new Set(asked.map(({ customerId }) => customerId).filter((id) => id !== null))];
  if (limited.length === 0 || customers.length === 0) return new CouponPool(rows);
  const uses = await sql<{ couponId: string; customerId: string; count: number }[]>`
    select coupon_id as "couponId", customer_id as "customerId", count(*)::int as count from coupon_uses
    where customer_id = any(${customers}::uuid[]) and coupon_id = any(${limited}::uuid[]) and released_at is null
    group by 1, 2`;
  return new CouponPool(rows, uses);
}

/** Tags of customers, read only where one of the promotions asks for them. */
export async function tagsOfBuyers(
  { sql }: Reader,
  promotions: readonly Promotion[],
  customerIds: readonly (string | null)[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = [...new Set(customerIds.filter((id) => id !== null))];
  if (ids.length === 0 || !promotions.some(({ terms }) => terms.customerTags.length > 0)) return new Map();
  const rows = await sql<{ id: string; tags: string[] }[]>`
    select id, tags from customers where id = any(${ids}::uuid[])`;
  return new Map(rows.map(({ id, tags }) => [id, tags]));
}
