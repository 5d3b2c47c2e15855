"use server";

import { field, invalid, refused } from "@/app/(auth)/form-answers";
import { rememberPreferences } from "@/app/(auth)/remember-preferences";
import { commandAction, formState } from "@/lib/action";
import { openSession } from "@/lib/auth/open-session";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import { currentStaff } from "@/lib/auth/session";
import { passwordThrottle } from "@/lib/auth/throttle";
import { run } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { changePassword } from "@/lib/staff/commands/change-password";
import { endSessions } from "@/lib/staff/commands/end-sessions";
import { updateProfile } from "@/lib/staff/commands/update-profile";
import { newPasswordInput } from "@/lib/staff/inputs";
import { getOwnPasswordHash } from "@/lib/staff/queries";
import { flag, text } from "../form-values";

export async function updateProfileAction(_: FormState, data: FormData): Promise<FormState> {
  const looks = {
    locale: text(data, "locale"),
    theme: text(data, "theme"),
    shortcuts: flag(data, "shortcuts"),
    sound: flag(data, "sound"),
  };
  const state = await commandAction(updateProfile, { name: text(data, "name"), ...looks }, data);
  if (state.status === "ok") await rememberPreferences(looks);
  return state;
}

export async function changePasswordAction(_: FormState, data: FormData): Promise<FormState> {
  const session = await currentStaff();
  if (!session) return refused(refuse("signed_out"), data);
  const { actor } = session;
  const { retryAfterSeconds } = await passwordThrottle.take(actor.id);
  if (retryAfterSeconds !== null) {
    return refused(refuse("too_many_attempts", { minutes: Math.ceil(retryAfterSeconds / 60) }), data);
  }
  const previousHash = await getOwnPasswordHash(actor);
  const matches = await verifyPassword(field(data, "currentPassword").slice(0, 1000), previousHash);
  if (!matches) return refused(refuse("wrong_password"), data);
  const parsed = newPasswordInput.safeParse({ password: field(data, "password") });
  if (!parsed.success) return invalid(parsed.error, data);
  const outcome = await run(changePassword, actor, {
    previousHash,
    passwordHash: await hashPassword(parsed.data.password),
  });
  if (!outcome.ok) return refused(outcome.refusal, data);
  await passwordThrottle.clear(actor.id);
  await openSession({ staffId: actor.id, version: outcome.value.version });
  return { status: "ok" };
}

export async function endSessionsAction(_: FormState, data: FormData): Promise<FormState> {
  const session = await currentStaff();
  if (!session) return refused(refuse("signed_out"), data);
  const outcome = await run(endSessions, session.actor, {});
  if (!outcome.ok) return formState(outcome, data);
  await openSession({ staffId: session.actor.id, version: outcome.value.version });
  return { status: "ok" };
}
