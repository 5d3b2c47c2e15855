import type { z } from "zod";
import { systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { addCoupons } from "@/lib/promotions/commands/add-coupons";
import { savePromotion } from "@/lib/promotions/commands/save-promotion";
import type { addCouponsInput, promotionTermsInput } from "@/lib/promotions/inputs";
import { must } from "./factories";

const house = systemActor("test");
let made = 0;

type Terms = Partial<z.input<typeof promotionTermsInput>>;

/** A promotion by its own command: a tenth off everything unless told otherwise; its number comes back. */
export async function promote(terms: Terms = {}, name?: string): Promise<number> {
  made += 1;
  const saved = await run(savePromotion, house, {
    name: name ?? `Promotion ${made}`,
    terms: { kind: "percent", percent: "10", byCoupon: false, ...terms },
  });
  return must(saved).number;
}

/** The same with a coupon of this code. */
export async function makeCoupon(
  code: string,
  terms: Terms = {},
  limits: Partial<z.input<typeof addCouponsInput>> = {},
): Promise<number> {
  const number = await promote({ byCoupon: true, ...terms }, `For ${code}`);
  must(await run(addCoupons, house, { number, code, ...limits }));
  return number;
}
