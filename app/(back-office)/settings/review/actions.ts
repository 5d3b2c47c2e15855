"use server";

import { commandAction } from "@/lib/action";
import type { FormState } from "@/lib/form-state";
import { updateReviewPolicy } from "@/lib/settings/commands/update-review-policy";
import { reviewChecks } from "@/lib/settings/rules/default-policy";
import { flag, rows, text } from "../form-values";

export async function updateReviewPolicyAction(_: FormState, data: FormData): Promise<FormState> {
  const input = {
    autoApprove: flag(data, "autoApprove"),
    amountLimits: rows(data, "amountLimits").map((row) => ({
      currency: text(data, `${row}.currency`),
      amount: text(data, `${row}.amount`),
    })),
    duplicateHours: text(data, "duplicateHours"),
    severities: Object.fromEntries(reviewChecks.map((check) => [check, text(data, `severities.${check}`)])),
  };
  return commandAction(updateReviewPolicy, input, data);
}
