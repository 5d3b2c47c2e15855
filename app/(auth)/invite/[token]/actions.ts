"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { systemActor } from "@/lib/actor";
import { hashToken } from "@/lib/auth/one-time-token";
import { openSession } from "@/lib/auth/open-session";
import { hashPassword } from "@/lib/auth/password";
import { addressOf } from "@/lib/auth/request";
import { invitationThrottle } from "@/lib/auth/throttle";
import { run } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import type { FormState } from "@/lib/form-state";
import { acceptInvitation } from "@/lib/staff/commands/accept-invitation";
import { newPasswordInput } from "@/lib/staff/inputs";
import { field, invalid, refused } from "../../form-answers";

export async function acceptAction(_: FormState, data: FormData): Promise<FormState> {
  const { retryAfterSeconds } = await invitationThrottle.take(addressOf(await headers()));
  if (retryAfterSeconds !== null) {
    return refused(refuse("too_many_attempts", { minutes: Math.ceil(retryAfterSeconds / 60) }), data);
  }
  const parsed = newPasswordInput.safeParse({ password: field(data, "password") });
  if (!parsed.success) return invalid(parsed.error, data);
  const outcome = await run(acceptInvitation, systemActor("invitation"), {
    tokenHash: hashToken(field(data, "token")),
    passwordHash: await hashPassword(parsed.data.password),
  });
  if (!outcome.ok) return refused(outcome.refusal, data);
  await openSession(outcome.value);
  redirect("/");
}
