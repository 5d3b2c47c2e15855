import { cn } from "./class-name";
import { CopyButton } from "./copy-button";

const SHORT = 12;

type MonoIdProps = { value: string; copy?: boolean; short?: boolean; className?: string };

/** A number people read out or paste: mono face, the whole of it on hover, a button to copy. */
export function MonoId({ value, copy = true, short, className }: MonoIdProps) {
  const shown = short && value.length > SHORT ? `${value.slice(0, 4)}…${value.slice(-4)}` : value;
  return (
    <span className={cn("inline-flex items-center gap-0.5 whitespace-nowrap", className)}>
      <span className="font-mono text-xs" title={shown === value ? undefined : value}>
        {shown}
      </span>
      {copy ? <CopyButton text={value} /> : null}
    </span>
  );
}
