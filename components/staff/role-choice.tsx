"use client";

import { useActionFormState } from "@/components/form/form-context";
import { Radio } from "@/components/ui/choice";
import { Fieldset } from "@/components/ui/field";

export type RoleOption = { role: string; label: string; hint: string };

/** Roles with what each may do: nobody has to remember it. */
export function RoleChoice({ legend, roles, chosen }: { legend: string; roles: RoleOption[]; chosen?: string }) {
  const { value, error } = useActionFormState();
  const current = value("role", chosen);
  return (
    <Fieldset legend={legend} error={error("role")}>
      {roles.map(({ role, label, hint }) => (
        <Radio
          key={`${role} ${current}`}
          name="role"
          value={role}
          label={label}
          hint={hint}
          defaultChecked={role === current}
        />
      ))}
    </Fieldset>
  );
}
