"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { closeSession, openSession } from "@/lib/auth/open-session";
import { addressOf } from "@/lib/auth/request";
import { safeNext } from "@/lib/auth/rules/safe-next";
import { signIn } from "@/lib/auth/sign-in";
import { isRefusal } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { field, refused } from "../form-answers";
import { rememberPreferences } from "../remember-preferences";

export async function signInAction(_: FormState, data: FormData): Promise<FormState> {
  const outcome = await signIn(field(data, "email"), field(data, "password"), addressOf(await headers()));
  if (isRefusal(outcome)) return refused(outcome, data);
  await openSession({ staffId: outcome.id, version: outcome.version });
  await rememberPreferences(outcome.preferences);
  redirect(safeNext(field(data, "next")));
}

export async function signOutAction(): Promise<void> {
  await closeSession();
  redirect("/sign-in");
}
