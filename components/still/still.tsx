import type { ReactNode } from "react";
import { lend } from "@/lib/still/lent";
import { opensDocument } from "@/lib/still/opens-document";
import { staticHtml } from "./static-html";
import { StillHtml } from "./still-html";

/**
 * Shows parts that live on the server alone: their HTML, where none of them lives in the browser or waits. Links and
 * hints are plain HTML, and are served from outside.
 */
export function StillPart({ children }: { children: ReactNode }) {
  const html = staticHtml(children);
  return html === null ? children : <Still html={html} />;
}

const instance = Math.random().toString(36).slice(2);
let written = 0;

/**
 * A part of a page that was written as HTML on the server and only changes with the page. A browser that opens the page
 * gets it once, as HTML; React would send it a second time as data, which costs as much as the rest of the page. One
 * that goes on from another page has no document, and gets it as data.
 */
async function Still({ html }: { html: string }) {
  written += 1;
  const name = `${instance}-${written}`;
  const given = (await opensDocument()) ? undefined : html;
  if (given === undefined) lend(name, html);
  return <StillHtml name={name} html={given} />;
}
