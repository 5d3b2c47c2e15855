"use server";

import { commandAction } from "@/lib/action";
import { hashToken, newToken } from "@/lib/auth/one-time-token";
import { requestOrigin } from "@/lib/auth/request";
import type { FormState } from "@/lib/form-state";
import { changeRole } from "@/lib/staff/commands/change-role";
import { inviteStaff } from "@/lib/staff/commands/invite-staff";
import { renewLink } from "@/lib/staff/commands/renew-link";
import { setStaffActive } from "@/lib/staff/commands/set-staff-active";
import { text } from "../form-values";

export async function inviteAction(_: FormState, data: FormData): Promise<FormState> {
  const token = newToken();
  const input = {
    name: text(data, "name"),
    email: text(data, "email"),
    role: text(data, "role"),
    tokenHash: hashToken(token),
  };
  return withLink(token, await commandAction(inviteStaff, input, data));
}

export async function renewLinkAction(_: FormState, data: FormData): Promise<FormState> {
  const token = newToken();
  return withLink(token, await commandAction(renewLink, { id: text(data, "id"), tokenHash: hashToken(token) }, data));
}

export async function changeRoleAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(changeRole, { id: text(data, "id"), role: text(data, "role") }, data);
}

export async function setActiveAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(setStaffActive, { id: text(data, "id"), active: text(data, "active") === "true" }, data);
}

/** The link goes to the person who asked for it, this once; only its hash is kept. */
async function withLink(token: string, state: FormState): Promise<FormState> {
  return state.status === "ok" ? { ...state, value: `${await requestOrigin()}/invite/${token}` } : state;
}
