"use client";

import { useContext } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { FormContext } from "./form-context";

/** Busy and off while its form is on the way. */
export function SubmitButton({ variant = "primary", ...rest }: ButtonProps) {
  const { pending } = useContext(FormContext);
  return <Button type="submit" variant={variant} busy={pending} {...rest} />;
}
