import type { KeyboardEvent } from "react";

/**
 * Keys of a form whose effect is looked at before it is sent: ⌘↵ sends it once `ready`, and Enter in a figure only finishes
 * the figure.
 */
export function submitKeys(ready: boolean): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    if (event.metaKey || event.ctrlKey) {
      event.preventDefault();
      const form = event.currentTarget.closest("form") ?? event.currentTarget.querySelector("form");
      if (ready) form?.requestSubmit();
      return;
    }
    if (event.target instanceof HTMLInputElement) event.preventDefault();
  };
}

/** ⌘Enter or Ctrl+Enter sends the form from any of its fields. */
export function submitOnCommandEnter(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  const form = event.currentTarget.closest("form");
  const button = form?.querySelector<HTMLButtonElement>("button[type=submit]");
  if (form && button && !button.disabled) form.requestSubmit(button);
}
