"use client";

import { useState } from "react";
import { useActionFormState } from "@/components/form/form-context";
import { Switch } from "@/components/ui/choice";
import { Input } from "@/components/ui/input";
import { Td, Tr } from "@/components/ui/table";

type RefundLimitRowProps = {
  name: string;
  role: string;
  label: string;
  anyLabel: string;
  unlimited: boolean;
  limits: { currency: string; label: string; amount: string; placeholder?: string }[];
};

export function RefundLimitRow({ name, role, label, anyLabel, unlimited, limits }: RefundLimitRowProps) {
  const { value, error } = useActionFormState();
  const [any, setAny] = useState(unlimited);
  return (
    <Tr>
      <Td className="whitespace-nowrap font-medium">
        {label}
        <input type="hidden" name={`${name}.role`} value={role} />
      </Td>
      <Td>
        <Switch
          name={`${name}.unlimited`}
          aria-label={anyLabel}
          checked={any}
          onChange={(event) => setAny(event.target.checked)}
          className="block"
        />
      </Td>
      {limits.map(({ currency, label, amount, placeholder }, position) => {
        const field = `${name}.limits.${position}`;
        const problem = error(`${field}.amount`);
        return (
          <Td key={currency} className="min-w-32 py-1.5">
            <input type="hidden" name={`${field}.currency`} value={currency} />
            <Input
              name={`${field}.amount`}
              aria-label={label}
              inputMode="decimal"
              placeholder={any ? undefined : placeholder}
              invalid={problem !== undefined}
              readOnly={any}
              disabled={any}
              defaultValue={value(`${field}.amount`, amount)}
              className="numerals"
            />
            {problem ? <p className="text-danger text-xs">{problem}</p> : null}
          </Td>
        );
      })}
    </Tr>
  );
}
