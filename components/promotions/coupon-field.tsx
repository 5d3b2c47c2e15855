"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type CouponFieldProps = { label: string; action: string; named: readonly string[]; onAdd: (code: string) => void };

/** Takes coupon codes one after the other; Enter adds one and leaves the form alone. */
export function CouponField({ label, action, named, onAdd }: CouponFieldProps) {
  const [code, setCode] = useState("");
  const add = () => {
    const typed = code.trim().toUpperCase();
    setCode("");
    if (typed !== "" && !named.includes(typed)) onAdd(typed);
  };
  return (
    <div className="flex items-end gap-2">
      <Field label={label} className="min-w-0 flex-1">
        <Input
          value={code}
          maxLength={40}
          autoComplete="off"
          className="font-mono uppercase"
          onChange={(event) => setCode(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
            event.preventDefault();
            add();
          }}
        />
      </Field>
      <Button onClick={add}>{action}</Button>
    </div>
  );
}
