"use client";

import { useRouter } from "next/navigation";
import { useLayoutEffect, useMemo, useRef } from "react";
import { take } from "@/lib/still/lent";

/** What documents of this visit held: going back shows a page again that came without its data. */
const kept = new Map<string, string>();

/** HTML of the server. Without `html` it stands in the document already and is left alone there. */
export function StillHtml(props: { name: string; html?: string }) {
  const { name, html } = props;
  const element = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const inside = useMemo(() => ({ __html: html ?? take(name) ?? kept.get(name) ?? "" }), [name, html]);
  useLayoutEffect(() => {
    if (html !== undefined || kept.has(name) || !element.current) return;
    const found = element.current.innerHTML;
    // Whatever became of it, the server has it.
    if (found === "") router.refresh();
    else kept.set(name, found);
  }, [name, html, router]);
  return (
    <div
      ref={element}
      className="contents"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: staticHtml escapes every text and attribute.
      dangerouslySetInnerHTML={inside}
      suppressHydrationWarning
    />
  );
}
