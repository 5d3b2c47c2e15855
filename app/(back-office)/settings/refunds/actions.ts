"use server";

import { commandAction } from "@/lib/action";
import type { FormState } from "@/lib/form-state";
import { updateRefundLimits } from "@/lib/settings/commands/update-refund-limits";
import { flag, rows, text } from "../form-values";

export async function updateRefundLimitsAction(_: FormState, data: FormData): Promise<FormState> {
  const roles = rows(data, "roles").map((row) => ({
    role: text(data, `${row}.role`),
    unlimited: flag(data, `${row}.unlimited`),
    limits: rows(data, `${row}.limits`).map((limit) => ({
      currency: text(data, `${limit}.currency`),
      amount: text(data, `${limit}.amount`),
    })),
  }));
  return commandAction(updateRefundLimits, { roles }, data);
}
