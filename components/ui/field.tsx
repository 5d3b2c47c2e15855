import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, cloneElement, type ReactElement, type ReactNode, useId } from "react";
import { cn } from "./class-name";

export function Label({ className, ...rest }: ComponentProps<"label">) {
  // biome-ignore lint/a11y/noLabelWithoutControl: htmlFor is given by the caller.
  return <label className={cn("block font-medium text-sm", className)} {...rest} />;
}

type ControlProps = { id?: string; required?: boolean; "aria-describedby"?: string; "aria-invalid"?: boolean };

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  required?: boolean;
  /** Says "optional" beside the label: for the few fields that may stay empty in a form where most may not. */
  optional?: boolean;
  hideLabel?: boolean;
  className?: string;
  children: ReactElement<ControlProps>;
};

/** A label, one control, its hint and its error, tied together for readers of every kind. */
export function Field({ label, hint, error, required, optional, hideLabel, className, children }: FieldProps) {
  const t = useTranslations("common");
  const unique = useId();
  const id = children.props.id ?? unique;
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [hint ? hintId : "", error ? errorId : "", children.props["aria-describedby"] ?? ""]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={cn("grid content-start gap-1", className)}>
      <Label htmlFor={id} className={hideLabel ? "sr-only" : undefined}>
        {label}
        {optional ? <span className="ms-1.5 font-normal text-text-3">{t("optional")}</span> : null}
      </Label>
      {cloneElement(children, {
        id,
        required: required ?? children.props.required,
        "aria-describedby": describedBy || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {error ? (
        <p id={errorId} className="flex items-start gap-1 text-danger text-sm">
          <CircleAlert aria-hidden className="mt-[0.2em] size-3.5 shrink-0" />
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={hintId} className="text-sm text-text-3">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

type FieldsetProps = { legend: ReactNode; hint?: ReactNode; error?: string; className?: string; children: ReactNode };

export function Fieldset({ legend, hint, error, className, children }: FieldsetProps) {
  return (
    <fieldset className={cn("grid gap-2", className)}>
      <legend className="mb-1 font-medium text-sm">{legend}</legend>
      {hint ? <p className="text-sm text-text-3">{hint}</p> : null}
      {children}
      {error ? (
        <p role="alert" className="text-danger text-sm">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
