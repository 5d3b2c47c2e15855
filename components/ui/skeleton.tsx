import { cn } from "./class-name";

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("h-4 animate-pulse rounded-sm bg-surface-2", className)} />;
}

export function SkeletonTable({ rows = 10, columns = 6 }: { rows?: number; columns?: number }) {
  return (
    <div aria-hidden className="rounded-lg border border-border bg-surface">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars without identity.
        <div key={row} className="flex h-(--row) items-center gap-6 border-border border-b px-3 last:border-b-0">
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: bars without identity.
            <Skeleton key={column} className={column === 1 ? "h-3! flex-[2]" : "h-3! flex-1"} />
          ))}
        </div>
      ))}
    </div>
  );
}

export function SkeletonCard({ lines = 3 }: { lines?: number }) {
  return (
    <div aria-hidden className="grid gap-3 rounded-lg border border-border bg-surface p-4">
      <Skeleton className="w-1/3" />
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars without identity.
        <Skeleton key={line} className="h-3!" />
      ))}
    </div>
  );
}
