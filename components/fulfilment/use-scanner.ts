"use client";

import { useEffect, useRef, useState } from "react";
import { isTyping } from "@/components/shell/letter-keys";

// A hand that types a code pauses; after this long without a key it is another code.
const pauseMilliseconds = 4000;
const longestCode = 80;

/**
 * Hears a scanner that types into the page: characters gather until Enter. Nothing has to have the focus, and a button
 * that has it is not pressed by the Enter of a scan. What is typed into a field stays there. Gives what was typed so far.
 */
export function useScanner(onCode: (code: string) => void, enabled = true): string {
  const [typed, setTyped] = useState("");
  const heard = useRef({ text: "", at: 0 });
  const latest = useRef(onCode);
  useEffect(() => {
    latest.current = onCode;
  });

  useEffect(() => {
    if (!enabled) return;
    const keep = (text: string) => {
      heard.current = { text, at: performance.now() };
      setTyped(text);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("[role=dialog], [role=alertdialog], [role=menu]")) return;
      const { text, at } = heard.current;
      const before = performance.now() - at > pauseMilliseconds ? "" : text;
      if (event.key === "Enter" || event.key === "Tab") {
        const code = before.trim();
        if (code === "") return;
        keep("");
        latest.current(code);
      } else if (event.key === "Escape" || event.key === "Backspace") {
        if (before === "") return;
        keep(event.key === "Escape" ? "" : before.slice(0, -1));
      } else if (event.key.length === 1 && (event.key !== " " || before !== "") && before.length < longestCode) {
        keep(before + event.key);
      } else {
        return;
      }
      // The shell's single letters, and the button in focus, must not hear what was meant for the scanner.
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [enabled]);
  return typed;
}
