"use server";

import { redirect } from "next/navigation";
import { commandAction, textOf } from "@/lib/action";
import { addCustomerNote } from "@/lib/customers/commands/add-customer-note";
import { createCustomer } from "@/lib/customers/commands/create-customer";
import { editCustomer } from "@/lib/customers/commands/edit-customer";
import { mergeCustomers } from "@/lib/customers/commands/merge-customers";
import { saveCustomerAddress } from "@/lib/customers/commands/save-customer-address";
import type { FormState } from "@/lib/form-state";

export async function createCustomerAction(_: FormState, data: FormData): Promise<FormState> {
  const hasAddress = ["line1", "city"].some((part) => textOf(data, `address.${part}`) !== undefined);
  const address = { ...addressOf(data), name: textOf(data, "address.name") ?? textOf(data, "name") ?? "" };
  const input = { ...customerOf(data), anyway: data.get("anyway") !== null, ...(hasAddress ? { address } : {}) };
  const state = await commandAction(createCustomer, input, data);
  if (state.status === "ok") redirect(`/customers/${(state.value as { number: string }).number}`);
  return state;
}

export async function editCustomerAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(editCustomer, { ...refOf(data), ...customerOf(data) }, data);
}

export async function customerNoteAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(addCustomerNote, { number: refOf(data).number, body: textOf(data, "body") ?? "" }, data);
}

export async function customerAddressAction(_: FormState, data: FormData): Promise<FormState> {
  const place = Number(textOf(data, "place"));
  const input = {
    ...refOf(data),
    ...(place > 0 ? { place } : {}),
    address: addressOf(data),
    isDefault: data.get("isDefault") !== null,
  };
  return commandAction(saveCustomerAddress, input, data);
}

export async function mergeCustomersAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(mergeCustomers, { from: textOf(data, "from") ?? "", into: textOf(data, "into") ?? "" }, data);
}

function refOf(data: FormData): { number: string; version: number } {
  return { number: textOf(data, "number") ?? "", version: Number(textOf(data, "version") ?? 1) };
}

function customerOf(data: FormData) {
  const tags = (textOf(data, "tags") ?? "").split(/[,，、;；]/).map((tag) => tag.trim());
  return {
    name: textOf(data, "name"),
    company: textOf(data, "company"),
    email: textOf(data, "email"),
    phone: textOf(data, "phone"),
    locale: textOf(data, "locale"),
    tags: tags.filter((tag) => tag !== ""),
  };
}

function addressOf(data: FormData) {
  const part = (name: string) => textOf(data, `address.${name}`);
  return {
    name: part("name") ?? "",
    company: part("company"),
    phone: part("phone"),
    line1: part("line1") ?? "",
    line2: part("line2"),
    district: part("district"),
    city: part("city") ?? "",
    region: part("region"),
    postcode: part("postcode"),
    country: part("country") ?? "",
  };
}
