/** Text of a program, as it is: scrolls by itself, also for whoever has only a keyboard. */
export function CodeBlock({ labelledBy, children }: { labelledBy: string; children: string }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, also for whoever has only a keyboard
      tabIndex={0}
      aria-labelledby={labelledBy}
      className="max-h-[60vh] overflow-auto rounded-md border border-border bg-surface-2 p-3"
    >
      <pre className="font-mono text-xs">{children}</pre>
    </section>
  );
}
