"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { connection } from "@/db/client";
import { openSession } from "@/lib/auth/open-session";
import { hashPassword } from "@/lib/auth/password";
import { isRefusal, refuse } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { setUpShopInput } from "@/lib/settings/inputs";
import { awaitsSetUp, setUpShop } from "@/lib/settings/set-up-shop";
import { emailAddress, newPassword, personName } from "@/lib/staff/inputs";
import { field, invalid, refused } from "../form-answers";
import { rememberPreferences } from "../remember-preferences";

const typedInput = z.strictObject({
  shop: setUpShopInput,
  ownerName: personName,
  email: emailAddress,
  password: newPassword,
});

export async function setUpAction(_: FormState, data: FormData): Promise<FormState> {
  const parsed = typedInput.safeParse({
    shop: {
      name: field(data, "name"),
      country: field(data, "country"),
      currency: field(data, "currency"),
      timeZone: field(data, "timeZone"),
      locale: field(data, "locale"),
    },
    ownerName: field(data, "ownerName"),
    email: field(data, "email"),
    password: field(data, "password"),
  });
  if (!parsed.success) return invalid(parsed.error, data);
  // Anybody can send this form: a shop that is open does not hash a password for it.
  if (!(await awaitsSetUp(connection().sql))) return refused(refuse("already_set_up"), data);
  const { shop, ownerName, email, password } = parsed.data;
  const outcome = await setUpShop({
    shop,
    owner: { name: ownerName, email, passwordHash: await hashPassword(password) },
  });
  if (isRefusal(outcome)) return refused(outcome, data);
  await openSession(outcome);
  await rememberPreferences({ locale: shop.locale });
  redirect("/");
}
