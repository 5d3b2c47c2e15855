type Labels = Readonly<Record<string, string>>;

/** Seconds, from a quick page to one that nobody waits for. */
const latencyBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

type Histogram = { counts: number[]; sum: number; count: number };

/** What one process counts, in the words Prometheus reads. Bounded: labels come from lists in the code. */
export class Registry {
  private readonly counters = new Map<string, { help: string; values: Map<string, number> }>();
  private readonly histograms = new Map<string, { help: string; values: Map<string, Histogram> }>();

  count(name: string, help: string, labels: Labels = {}, by = 1): void {
    const counter = this.counters.get(name) ?? { help, values: new Map() };
    this.counters.set(name, counter);
    const key = written(labels);
    counter.values.set(key, (counter.values.get(key) ?? 0) + by);
  }

  /** Notes how long something took, in seconds. */
  observe(name: string, help: string, labels: Labels, seconds: number): void {
    const histogram = this.histograms.get(name) ?? { help, values: new Map() };
    this.histograms.set(name, histogram);
    const key = written(labels);
    const values = histogram.values.get(key) ?? { counts: latencyBuckets.map(() => 0), sum: 0, count: 0 };
    histogram.values.set(key, values);
    values.sum += seconds;
    values.count += 1;
    const at = latencyBuckets.findIndex((most) => seconds <= most);
    if (at >= 0) values.counts[at] = (values.counts[at] ?? 0) + 1;
  }

  text(): string {
    const lines: string[] = [];
    for (const [name, { help, values }] of this.counters) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} counter`);
      for (const [labels, value] of values) lines.push(`${name}${braced(labels)} ${value}`);
    }
    for (const [name, { help, values }] of this.histograms) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} histogram`);
      for (const [labels, { counts, sum, count }] of values) {
        let below = 0;
        for (const [at, most] of latencyBuckets.entries()) {
          below += counts[at] ?? 0;
          lines.push(`${name}_bucket${braced(labels, `le="${most}"`)} ${below}`);
        }
        lines.push(`${name}_bucket${braced(labels, 'le="+Inf"')} ${count}`);
        lines.push(`${name}_sum${braced(labels)} ${sum}`, `${name}_count${braced(labels)} ${count}`);
      }
    }
    return lines.length > 0 ? `${lines.join("\n")}\n` : "";
  }
}

/** Figures that are read when they are asked for, one line each. */
export function gauge(name: string, help: string, values: readonly { labels?: Labels; value: number }[]): string {
  const lines = values.map(({ labels = {}, value }) => `${name}${braced(written(labels))} ${value}`);
  return `${[`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines].join("\n")}\n`;
}

function written(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`)
    .join(",");
}

function braced(labels: string, further = ""): string {
  const all = [labels, further].filter(Boolean).join(",");
  return all ? `{${all}}` : "";
}

// A dev server re-evaluates modules, and a build keeps pages and routes apart: one registry per process.
const held = globalThis as { countinghouseMetrics?: Registry };

/** The process's own registry. */
export function metrics(): Registry {
  held.countinghouseMetrics ??= new Registry();
  return held.countinghouseMetrics;
}
