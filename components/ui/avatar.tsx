import { cn } from "./class-name";

export function Avatar({ name, size = 26, className }: { name: string; size?: number; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        "grid shrink-0 place-items-center rounded-full bg-violet-bg font-semibold text-violet text-xs leading-none",
        className,
      )}
      style={{ width: size, height: size }}
    >
      {[...name.trim()][0]?.toUpperCase() ?? "?"}
    </span>
  );
}
