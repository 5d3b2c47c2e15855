import { type ReactNode, use } from "react";
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

/** What `staticHtml` writes of it where it lies in another one. */
StillPart.inside = ({ children }: { children: ReactNode }) => children;

type KeptProps = {
  /** Objects that stay the same ones for as long as what is shown of them is the same. */
  of: readonly [object, ...object[]];
  /** All else that the parts depend on: which they are, whose words, which address. */
  name: readonly unknown[];
  children: () => ReactNode;
};

/** Versions of a part that are kept at once for one object: other addresses of the same report, other readers. */
const mostKept = 20;
const kept = new WeakMap<object, Map<string, { of: readonly object[]; html: string }>>();

/** A `StillPart` that is written once for the same objects and name, and shown again. */
export function KeptPart({ of, name, children }: KeptProps) {
  const versions = kept.get(of[0]) ?? new Map();
  const called = JSON.stringify(name);
  const known = versions.get(called);
  if (known && known.of.length === of.length && of.every((object, at) => object === known.of[at])) {
    return <Still html={known.html} />;
  }
  const shown = children();
  const html = staticHtml(shown);
  if (html === null) return shown;
  if (versions.size >= mostKept) versions.clear();
  versions.set(called, { of, html });
  kept.set(of[0], versions);
  return <Still html={html} />;
}

const instance = Math.random().toString(36).slice(2);
let written = 0;

/**
 * A part of a page that was written as HTML on the server and only changes with the page. A browser that opens the page
 * gets it once, as HTML; React would send it a second time as data, which costs as much as the rest of the page. One
 * that goes on from another page has no document, and gets it as data.
 */
function Still({ html }: { html: string }) {
  const given = use(opensDocument()) ? undefined : html;
  written += 1;
  const name = `${instance}-${written}`;
  if (given === undefined) lend(name, html);
  return <StillHtml name={name} html={given} />;
}
