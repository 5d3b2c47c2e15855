import type { KeyboardEvent } from "react";

/** ⌘Enter or Ctrl+Enter sends the form from any of its fields. */
export function submitOnCommandEnter(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  const form = event.currentTarget.closest("form");
  const button = form?.querySelector<HTMLButtonElement>("button[type=submit]");
  if (form && button && !button.disabled) form.requestSubmit(button);
}
