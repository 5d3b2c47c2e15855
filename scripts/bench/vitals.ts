import { type Browser, chromium, type Page } from "@playwright/test";
import { chromiumArgs, ensureChromium } from "../lib/chromium.ts";
import { type Calls, twoYears } from "./calls.ts";

/** A screen as a browser on this machine shows it: milliseconds, a share of the window that jumped, kilobytes of script. */
export type ScreenFigures = { name: string; lcp: number; inp: number; cls: number; scriptKb: number; mostKb: number };

export const lcpBelow = 1500;
export const inpBelow = 200;
export const clsBelow = 0.05;

type Screen = { name: string; path: string; keys: string[]; mostKb?: number; signedIn?: boolean };

function screensOf({ shipped }: Calls): Screen[] {
  return [
    { name: "home", path: "/", keys: ["?"] },
    { name: "order list", path: "/orders", keys: ["j", "j", "x", "/"] },
    { name: "order list, filtered", path: "/orders?tab=ready&channel=bench-2", keys: ["j", "k", "x"] },
    { name: "order page", path: `/orders/${shipped}`, keys: ["?"] },
    { name: "new order", path: "/orders/new", keys: ["B", "E", "N"] },
    { name: "review", path: "/review", keys: ["j", "j", "k"] },
    { name: "fulfilment", path: "/fulfilment", keys: ["j", "x"] },
    { name: "stock", path: "/stock", keys: ["j", "j"] },
    { name: "products", path: "/products", keys: ["j", "j"] },
    { name: "customers", path: "/customers", keys: ["j", "j"] },
    { name: "sales report, 24 months", path: twoYears, keys: ["?"] },
    { name: "tracking page", path: "/track", keys: ["Tab", "1"], mostKb: 90, signedIn: false },
  ];
}

/** Opens every screen twice in a browser of its own, keeps the second, warm for the server and cold for the browser, and presses keys. */
export async function vitals(port: number, calls: Calls): Promise<ScreenFigures[]> {
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs });
  try {
    const found: ScreenFigures[] = [];
    for (const screen of screensOf(calls)) {
      await look(browser, port, calls, screen);
      found.push(await look(browser, port, calls, screen));
    }
    return found;
  } finally {
    await browser.close();
  }
}

async function look(browser: Browser, port: number, calls: Calls, screen: Screen): Promise<ScreenFigures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const origin = `http://127.0.0.1:${port}`;
    if (screen.signedIn !== false) {
      const [name = "", value = ""] = (calls.page("/")().headers?.cookie ?? "").split(/=(.*)/s);
      await context.addCookies([{ name, value, url: origin }]);
    }
    const page = await context.newPage();
    const scripts = await weighScripts(page);
    await page.addInitScript({ content: watch });
    const answer = await page.goto(`${origin}${screen.path}`, { waitUntil: "networkidle" });
    if (answer?.status() !== 200) throw new Error(`${screen.path} answered ${answer?.status()}`);
    const scriptKb = scripts() / 1000;
    for (const key of screen.keys) {
      await page.keyboard.press(key);
      await twoFrames(page);
    }
    const { lcp, inp, cls } = await page.evaluate(() => (window as unknown as { vitals: Seen }).vitals);
    // A largest paint there always is: none means that nothing was measured.
    if (lcp === 0) throw new Error(`${screen.path} told nothing of its paints`);
    return { name: screen.name, lcp, inp, cls, scriptKb, mostKb: screen.mostKb ?? 200 };
  } finally {
    await context.close();
  }
}

type Seen = { lcp: number; inp: number; cls: number };

/** Runs in the page, before anything else does; as text, because what loads this file adds words of its own to functions. */
const watch = `
  const seen = (window.vitals = { lcp: 0, inp: 0, cls: 0 });
  const observe = (type, take, more) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  observe("largest-contentful-paint", (entry) => { seen.lcp = entry.startTime; });
  observe("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.cls += entry.value; });
  observe("event", (entry) => { if (entry.interactionId > 0) seen.inp = Math.max(seen.inp, entry.duration); }, { durationThreshold: 16 });
`;

/** Until what a key did is on the screen and was measured. */
function twoFrames(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0)))),
  );
}

/** Compressed bytes of script until the network is quiet, as they came over it. */
async function weighScripts(page: Page): Promise<() => number> {
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  const scripts = new Set<string>();
  let bytes = 0;
  network.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  return () => bytes;
}

export function isHeld({ lcp, inp, cls, scriptKb, mostKb }: ScreenFigures): boolean {
  return lcp < lcpBelow && inp < inpBelow && cls < clsBelow && scriptKb <= mostKb;
}

/** The screens as a table for the terminal and for docs. */
export function screensTable(found: readonly ScreenFigures[]): string {
  return [
    `| screen | LCP ms (< ${lcpBelow}) | slowest key ms (< ${inpBelow}) | CLS (< ${clsBelow}) | script kB | at most | |`,
    "|---|---|---|---|---|---|---|",
    ...found.map(
      (screen) =>
        `| ${screen.name} | ${screen.lcp.toFixed(0)} | ${screen.inp.toFixed(0)} | ${screen.cls.toFixed(3)} | ${screen.scriptKb.toFixed(0)} | ${screen.mostKb} | ${isHeld(screen) ? "held" : "MISSED"} |`,
    ),
  ].join("\n");
}
