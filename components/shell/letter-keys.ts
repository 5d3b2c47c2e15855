export const shortcutsCookie = "shortcuts";

/** Single letters act only where nobody types, nothing lies over the page, and the person has not switched them off. */
export function isLetterKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (document.cookie.split("; ").includes(`${shortcutsCookie}=off`)) return false;
  if (isTyping(event.target)) return false;
  return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") === null;
}

const NO_TEXT = ["button", "checkbox", "radio", "range", "submit", "reset", "file", "color"];

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("[role=combobox], [role=listbox]")) return true;
  if (target instanceof HTMLInputElement) return !NO_TEXT.includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
