import { Fragment, isValidElement, type ReactNode } from "react";

/**
 * Writes what a server component shows as HTML, at a tenth of what React needs to send it as elements and render it a
 * second time; for rows, of which there are many. Null when something in it lives in the browser or waits: React has to
 * render that. Text and attributes are escaped.
 */
export function staticHtml(node: ReactNode): string | null {
  if (node === null || node === undefined || typeof node === "boolean") return "";
  if (typeof node === "string" || typeof node === "number" || typeof node === "bigint") return escaped(String(node));
  if (Array.isArray(node)) return joined(node);
  if (!isValidElement<Props>(node)) return null;
  const { type, props } = node;
  if (type === Fragment) return staticHtml(props.children);
  if (typeof type === "string") return elementHtml(type, props);
  if (isIcon(props)) return iconHtml(props);
  const render = rendererOf(type);
  return render ? staticHtml(render(props)) : null;
}

export function escaped(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (sign) => entities[sign] as string) : text;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

type Props = { children?: ReactNode } & Record<string, unknown>;
type Render = (props: Props) => ReactNode;

const forwardRefType = Symbol.for("react.forward_ref");
const clientReference = Symbol.for("react.client.reference");

function rendererOf(type: unknown): Render | null {
  if (typeof type === "function") {
    // A still part in a still part is a part of its HTML.
    if ("inside" in type) return type.inside as Render;
    return "$$typeof" in type && type.$$typeof === clientReference ? null : (type as Render);
  }
  const wrapped = type as { $$typeof?: symbol; render?: Render } | null;
  return wrapped?.$$typeof === forwardRefType && wrapped.render ? wrapped.render : null;
}

function joined(nodes: readonly ReactNode[]): string | null {
  let html = "";
  for (const node of nodes) {
    const part = staticHtml(node);
    if (part === null) return null;
    html += part;
  }
  return html;
}

const empty = new Set([
  "br",
  "hr",
  "img",
  "input",
  "wbr",
  "path",
  "circle",
  "rect",
  "line",
  "polyline",
  "polygon",
  "ellipse",
]);

function elementHtml(tag: string, props: Props): string | null {
  let attributes = "";
  // A page of rows has thousands of attributes: no copies of them are made.
  for (const name in props) {
    if (name === "children" || name === "dangerouslySetInnerHTML") continue;
    const attribute = attributeHtml(name, props[name]);
    if (attribute === null) return null;
    attributes += attribute;
  }
  if (empty.has(tag)) return `<${tag}${attributes}>${closing.has(tag) ? `</${tag}>` : ""}`;
  // Rows, say, that were written before.
  const raw = props.dangerouslySetInnerHTML as { __html: string } | undefined;
  const inside = raw ? raw.__html : staticHtml(props.children);
  return inside === null ? null : `<${tag}${attributes}>${inside}</${tag}>`;
}

// Inside a drawing nothing closes itself.
const closing = new Set(["path", "circle", "rect", "line", "polyline", "polygon", "ellipse"]);

/** Names that React writes otherwise than HTML, or that mean nothing in it. */
const renamed: Record<string, string> = { htmlFor: "for", tabIndex: "tabindex" };
const writtenNames = new Map<string, string>();

function writtenName(name: string): string {
  const known = writtenNames.get(name);
  if (known) return known;
  const written = renamed[name] ?? (/^(?:stroke|fill|clip)[A-Z]/.test(name) ? kebab(name) : name);
  writtenNames.set(name, written);
  return written;
}

const onlyReact = new Set(["defaultValue", "defaultChecked", "ref"]);

function attributeHtml(name: string, value: unknown): string | null {
  if (value === null || value === undefined) return "";
  if (name === "className") return ` class="${escaped(String(value))}"`;
  if (onlyReact.has(name) || typeof value === "function" || typeof value === "symbol") return null;
  const written = writtenName(name);
  if (typeof value === "boolean") {
    if (/^(?:aria|data)-/.test(name)) return ` ${written}="${value}"`;
    return value ? ` ${written}=""` : "";
  }
  if (name === "style") return typeof value === "object" ? ` style="${escaped(styleText(value))}"` : null;
  return typeof value === "object" ? null : ` ${written}="${escaped(String(value))}"`;
}

const withoutUnit = /^(?:--|opacity$|flex|order$|zIndex$|lineHeight$|fontWeight$)/;

function styleText(style: object): string {
  return Object.entries(style)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => {
      const length = typeof value === "number" && value !== 0 && !withoutUnit.test(name) ? `${value}px` : `${value}`;
      return `${name.startsWith("--") ? name : kebab(name)}:${length}`;
    })
    .join(";");
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

type IconProps = Props & { icon: { node: readonly (readonly [string, Record<string, unknown>])[] } };

// The drawings come as data; only what draws them lives in the browser.
function isIcon(props: Props): props is IconProps {
  const { icon } = props;
  return typeof icon === "object" && icon !== null && "node" in icon && Array.isArray(icon.node);
}

function iconHtml({ icon, className, "aria-label": label }: IconProps): string {
  const drawing = icon.node.map(([tag, { key: _, ...attributes }]) => elementHtml(tag, attributes)).join("");
  const said = typeof label === "string" ? ` role="img" aria-label="${escaped(label)}"` : ' aria-hidden="true"';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" class="${escaped(String(className ?? ""))}"${said}>${drawing}</svg>`;
}
