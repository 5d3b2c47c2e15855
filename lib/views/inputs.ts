import { z } from "zod";
import { plainText } from "@/lib/customers/inputs";
import { roles } from "@/lib/staff/rules/permissions";

/** The lists that can be kept as views. */
export const viewLists = ["orders"] as const;
export type ViewList = (typeof viewLists)[number];

const name = plainText(60).refine((text) => text !== "", "missing");
const query = plainText(4000);
const sharedWith = z.array(z.enum(roles)).transform((chosen) => roles.filter((role) => chosen.includes(role)));
const number = z.number("not_a_number").int("not_whole").positive("not_positive");

export const saveViewInput = z.strictObject({
  list: z.enum(viewLists),
  name,
  query,
  sharedWith: sharedWith.default([]),
  pinned: z.boolean().default(false),
});

/** What is left out stays as it is. */
export const changeViewInput = z.strictObject({
  number,
  name: name.optional(),
  query: query.optional(),
  sharedWith: sharedWith.optional(),
});

export const pinViewInput = z.strictObject({ number, pinned: z.boolean() });
export const viewRef = z.strictObject({ number });
