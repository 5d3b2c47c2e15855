import { notFound } from "next/navigation";
import type { Actor } from "@/lib/actor";
import { getPromotion, type PromotionPage } from "@/lib/promotions/queries/promotion-page";

/** The promotion that an address names, or the page that says there is none. */
export async function findPromotion(actor: Actor, text: string, now: Date): Promise<PromotionPage> {
  const promotion = /^[1-9]\d{0,8}$/.test(text) ? await getPromotion(actor, Number(text), now) : null;
  return promotion ?? notFound();
}
