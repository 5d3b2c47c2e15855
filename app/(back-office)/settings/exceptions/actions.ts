"use server";

import { commandAction } from "@/lib/action";
import { updateExceptionPolicies } from "@/lib/exceptions/commands/update-exception-policies";
import { defaultPolicies, exceptionTypes } from "@/lib/exceptions/rules/types";
import type { FormState } from "@/lib/form-state";
import { flag, text } from "../form-values";

export async function updateExceptionPoliciesAction(_: FormState, data: FormData): Promise<FormState> {
  const policies = Object.fromEntries(
    exceptionTypes.map((type) => [
      type,
      {
        // What people raise has no switch.
        active: type === "raised" || flag(data, `policies.${type}.active`),
        severity: text(data, `policies.${type}.severity`),
        dueHours: text(data, `policies.${type}.dueHours`),
        waitHours: defaultPolicies[type].waitHours === null ? null : text(data, `policies.${type}.waitHours`),
      },
    ]),
  );
  return commandAction(updateExceptionPolicies, { policies }, data);
}
