import { CircleQuestionMark } from "lucide-react";

/** The little "?" that says how a figure is counted. Plain HTML: `Hints` shows the text of the one that is asked. */
export function Hint({ text }: { text: string }) {
  return (
    <button
      type="button"
      aria-label={text}
      data-hint
      className="no-print -my-1 grid size-6 place-items-center rounded-full text-text-3 hover:text-text-2"
    >
      <CircleQuestionMark aria-hidden className="size-3.5" />
    </button>
  );
}
