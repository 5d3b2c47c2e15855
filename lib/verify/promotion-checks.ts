import type { Check } from "./check";

export const promotionChecks: readonly Check[] = [
  {
    name: "coupon-used-is-its-live-uses",
    sql: `
      select c.code, c.used, count(u.id) as uses, c.limit_total
      from coupons c left join coupon_uses u on u.coupon_id = c.id and u.released_at is null
      group by c.id having c.used <> count(u.id) or c.used > c.limit_total`,
  },
  {
    // Of an order that is cancelled, units that were bought with it may live on in others.
    name: "coupon-use-has-its-order",
    sql: `
      select o.number, c.code, o.stage
      from coupon_uses u join orders o on o.id = u.order_id join coupons c on c.id = u.coupon_id
      where u.released_at is null and (
        not exists (select from order_promotions g where g.order_id = u.order_id and g.coupon_id = u.coupon_id)
        or o.submitted_at is null
        or (o.stage = 'cancelled' and not ch_bought_left(o.id)))`,
  },
  {
    name: "coupon-of-order-is-used",
    sql: `
      select o.number, g.code
      from order_promotions g join orders o on o.id = g.order_id
      where g.coupon_id is not null and o.submitted_at is not null and o.stage <> 'cancelled'
        and not exists (
          select from coupon_uses u where u.order_id = g.order_id and u.coupon_id = g.coupon_id and u.released_at is null)`,
  },
  {
    name: "promotions-within-discount-of-line",
    sql: `
      select o.number, l.position as line, l.discount_minor, sum(d.amount_minor) as given
      from order_discounts d join order_lines l on l.id = d.line_id join orders o on o.id = l.order_id
      group by o.number, l.position, l.discount_minor having sum(d.amount_minor) > l.discount_minor`,
  },
];
