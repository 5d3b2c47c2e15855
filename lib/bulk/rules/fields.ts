import { type Refusal, refuse } from "@/lib/core/result";
import type { Address } from "@/lib/customers/rules/address";
import type { OrderPatch } from "@/lib/orders/rules/plan";
import { type OrderFields, phoneKept } from "@/lib/orders/rules/plan-edit";

/** How an address is filled in: only the parts that were typed, or the place as a whole. */
export const addressWays = ["filled", "whole"] as const;
/** How a note is written: under what stands there, or in its stead. */
export const noteWays = ["add", "replace"] as const;

/** What is typed once for many orders; what is left empty stays as it is in each of them. */
export type FieldsChange = {
  contactName: string;
  contactEmail: string;
  contactPhone: string;
  shipTo: Partial<Address>;
  addressWay: (typeof addressWays)[number];
  sellerNote: string;
  noteWay: (typeof noteWays)[number];
  /** Empty: stays; "none": no flag any more. */
  flag: string;
};

const placeParts = ["line1", "line2", "district", "city", "region", "postcode", "country"] as const;
const personParts = ["name", "company", "phone"] as const;
export const addressParts = [...personParts, ...placeParts];

/** Characters that an order's seller note may have. */
const noteAtMost = 2000;

/** What one order's fields become; refuses "no_address" where parts of an address are changed and there is none. */
export function wantedFields(
  now: OrderFields,
  change: FieldsChange,
): OrderPatch | Refusal<"no_address" | "note_too_long"> {
  const { contactName, contactEmail, contactPhone, sellerNote, flag } = change;
  const patch: OrderPatch = {
    ...(contactName === "" ? {} : { contactName }),
    ...(contactEmail === "" ? {} : { contactEmail }),
    ...(contactPhone === "" ? {} : { contactPhone: phoneKept(contactPhone) }),
    ...(flag === "" ? {} : { flag: flag === "none" ? null : flag }),
  };
  if (sellerNote !== "") {
    const before = change.noteWay === "add" ? String(now.sellerNote ?? "") : "";
    patch.sellerNote = before === "" ? sellerNote : `${before}\n${sellerNote}`;
    if (patch.sellerNote.length > noteAtMost) return refuse("note_too_long", { most: noteAtMost });
  }
  const typed = typedParts(change.shipTo);
  if (Object.keys(typed).length === 0) return patch;
  const whole = change.addressWay === "whole";
  if (!now.shipTo && !whole) return refuse("no_address");
  const kept = { name: "", ...now.shipTo };
  const stays = whole ? Object.fromEntries(personParts.map((part) => [part, kept[part]])) : kept;
  return { ...patch, shipTo: { ...nowhere, ...defined(stays), ...typed } };
}

const nowhere = { name: "", line1: "", city: "", country: "" };

/** The parts of an address that were typed. */
export function typedParts(address: Partial<Address>): Partial<Address> {
  return Object.fromEntries(addressParts.flatMap((part) => (address[part] ? [[part, address[part]]] : [])));
}

function defined(parts: Partial<Address>): Partial<Address> {
  return Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== undefined));
}
