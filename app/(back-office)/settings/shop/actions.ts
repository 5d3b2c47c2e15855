"use server";

import { commandAction } from "@/lib/action";
import type { FormState } from "@/lib/form-state";
import { updateShop } from "@/lib/settings/commands/update-shop";
import { flag, text } from "../form-values";

export async function updateShopAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    name: text(data, "name"),
    legalName: text(data, "legalName"),
    email: text(data, "email"),
    phone: text(data, "phone"),
    addressLines: text(data, "addressLines"),
    country: text(data, "country"),
    taxNumber: text(data, "taxNumber"),
    currency: text(data, "currency"),
    timeZone: text(data, "timeZone"),
    locale: text(data, "locale"),
    pricesIncludeTax: flag(data, "pricesIncludeTax"),
    orderPrefix: text(data, "orderPrefix"),
    promiseDays: text(data, "promiseDays"),
  };
  return commandAction(updateShop, input, data);
}
