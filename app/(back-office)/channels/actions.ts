"use server";

import { commandAction, textOf } from "@/lib/action";
import { ignoreDelivery } from "@/lib/channels/commands/ignore-delivery";
import { retryDelivery } from "@/lib/channels/commands/retry-delivery";
import type { FormState } from "@/lib/form-state";
import { mapSku } from "@/lib/orders/commands/map-sku";

export async function retryDeliveryAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(retryDelivery, { id: textOf(data, "id") ?? "" }, data);
}

export async function ignoreDeliveryAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(ignoreDelivery, { id: textOf(data, "id") ?? "" }, data);
}

export async function linkCodeAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    channel: textOf(data, "channel") ?? "",
    externalSku: textOf(data, "externalSku") ?? "",
    sku: textOf(data, "sku") ?? "",
  };
  return commandAction(mapSku, input, data);
}
