"use server";

import { commandAction, jsonOf, textOf } from "@/lib/action";
import { currentStaff } from "@/lib/auth/session";
import { DateError, parseLocal } from "@/lib/core/dates";
import type { FormState } from "@/lib/form-state";
import { addCoupons } from "@/lib/promotions/commands/add-coupons";
import { changeCoupon } from "@/lib/promotions/commands/change-coupon";
import { savePromotion } from "@/lib/promotions/commands/save-promotion";
import { setPromotionStatus } from "@/lib/promotions/commands/set-promotion-status";

export async function savePromotionAction(_: FormState, data: FormData): Promise<FormState> {
  const session = await currentStaff();
  const zone = session?.shop.timeZone ?? "UTC";
  const sent = Object(jsonOf(data, "promotion")) as { terms?: unknown };
  const terms = Object(sent.terms) as { from?: unknown; until?: unknown };
  const input = {
    ...sent,
    terms: { ...terms, from: shopTime(terms.from, zone), until: shopTime(terms.until, zone) },
    number: numberOf(data, "number"),
    version: numberOf(data, "version"),
  };
  return commandAction(savePromotion, input, data);
}

export async function promotionStatusAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(
    setPromotionStatus,
    { number: numberOf(data, "promotion"), status: textOf(data, "status") },
    data,
  );
}

export async function addCouponsAction(_: FormState, data: FormData): Promise<FormState> {
  const many = textOf(data, "many") === "on";
  const input = {
    number: numberOf(data, "promotion"),
    ...(many
      ? { count: numberOf(data, "count"), prefix: textOf(data, "prefix") ?? "" }
      : { code: textOf(data, "code") }),
    ...limitsOf(data),
  };
  return commandAction(addCoupons, input, data);
}

export async function changeCouponAction(_: FormState, data: FormData): Promise<FormState> {
  const input = { code: textOf(data, "code"), active: textOf(data, "active") === "on", ...limitsOf(data) };
  return commandAction(changeCoupon, input, data);
}

function limitsOf(data: FormData) {
  return { limitTotal: numberOf(data, "limitTotal"), limitPerCustomer: numberOf(data, "limitPerCustomer") };
}

// What is no number goes on as typed, so that the command refuses it.
function numberOf(data: FormData, name: string): number | string | null {
  const text = textOf(data, name);
  if (text === undefined) return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function shopTime(typed: unknown, zone: string): unknown {
  if (typeof typed !== "string") return typed ?? null;
  try {
    return parseLocal(typed.replace("T", " "), zone).toISOString();
  } catch (error) {
    if (error instanceof DateError) return typed;
    throw error;
  }
}
