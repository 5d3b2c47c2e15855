/**
 * What a person with a slip of paper would note of a buyer's orders: units, prices, money, marks, and what was done to
 * them by which event. Nothing of how the house does it.
 */
export type Line = { item: number; price: number; open: number; off: number; note: string };

/** An open hold, with the event that set it; one that came along with a split has none of its own. */
type Hold = { seq: number | null; reason: string };

export type Marks = { note: string; contact: string };

export type Order = Marks & {
  number: string;
  lines: Line[];
  fee: number;
  paid: number;
  /** Money of it was given back. */
  givenBack: boolean;
  /** A draft that was discarded is dropped: it keeps what it said. */
  state: "open" | "sent" | "gone" | "draft" | "dropped";
  counts: number;
  holds: Map<string, Hold>;
  tags: Set<string>;
  person: string | null;
  priority: string;
  deeds: Deed[];
};

/** What one event did, so that it can be taken back. */
export type Did =
  | { kind: "held"; type: string; reason: string }
  | { kind: "released"; holds: { type: string; reason: string }[] }
  | { kind: "terms"; type: string; before: string; after: string }
  | { kind: "tagged"; add: string[]; remove: string[] }
  | { kind: "assigned"; from: string | null; to: string | null }
  | { kind: "prioritised"; from: string; to: string }
  | { kind: "edited"; changes: { field: keyof Marks; before: string; after: string }[] }
  | { kind: "line"; line: number; before: string; after: string }
  | { kind: "items"; line: number; units: [number, number]; price: [number, number] };
export type Deed = Did & { seq: number; undone: boolean };

export type Move = { from: Line; to: Line; units: number; off: number };
export type Moved = {
  kind: "split" | "merged";
  from: Order;
  to: Order;
  lines: Move[];
  over: boolean;
  /** Charge, money, count and note that a merge brought along. */
  fee: number;
  paid: number;
  counts: number;
  note: { before: string; after: string } | null;
};
/** An order that a bulk change made of another: its goods sent again, or the same once more as a draft. */
export type Made = {
  action: "resend" | "duplicate";
  /** The bulk change. */
  job: string;
  order: Order;
  lines: { from: Line; to: Line; units: number }[];
  /** How far its events were when it was made. */
  version: number;
};
export type World = { orders: Order[]; moves: Moved[]; made: Made[] };

export const unitsOf = (order: Order) => order.lines.reduce((sum, line) => sum + line.open, 0);
export const totalOf = (order: Order) =>
  order.state === "gone" ? 0 : order.lines.reduce((sum, line) => sum + line.open * line.price, order.fee);

const isAlive = ({ state }: Order) => state !== "gone" && state !== "dropped";

/** What is paid too much goes back with the next change of the order itself; taking a merge back leaves it there until then. */
function settle(order: Order): void {
  if (order.paid <= totalOf(order)) return;
  order.paid = totalOf(order);
  order.givenBack = true;
}

export function takeOff(order: Order, line: Line, units: number): void {
  line.open -= units;
  line.off += units;
  if (unitsOf(order) === 0) {
    order.state = "gone";
    order.holds.clear();
    order.counts = 0;
    order.fee = 0;
  }
  settle(order);
}

/**
 * Gives a line other units or another price; null where that is refused, else what its event keeps, which is nothing where
 * nothing is left of the order.
 */
export function change(order: Order, at: number, units: number, price: number): Did[] | null {
  const line = order.lines[at] as Line;
  const [more, repriced] = [units - line.open, price !== line.price];
  const further = more > 0 && line.off > 0;
  if (order.state !== "open" || (more === 0 && !repriced) || (repriced && line.off > 0)) return null;
  // Where money went back, nothing is added that would not be asked for.
  const added = further ? more * price : units * price - line.open * line.price;
  if (added > 0 && order.givenBack && totalOf(order) + added > order.paid) return null;
  const before: [number, number] = [line.open, line.price];
  // What happened to a line stays told by it: further units are a line of their own.
  if (further) order.lines.push({ ...line, price, open: more, off: 0, note: "" });
  else if (more > 0) line.open = units;
  line.price = price;
  if (more < 0) takeOff(order, line, -more);
  else settle(order);
  if (unitsOf(order) === 0) return [];
  if (further) return [{ kind: "items", line: order.lines.length - 1, units: [0, more], price: [price, price] }];
  return [{ kind: "items", line: at, units: [before[0], units], price: [before[1], price] }];
}

/** Writes a change down as done; null where it is refused, or changes nothing. */
export function act(order: Order, did: Did): Did[] | null {
  const lives = isAlive(order);
  const unsent = order.state === "open" || order.state === "draft";
  switch (did.kind) {
    case "held":
      if (!lives || order.holds.has(did.type)) return null;
      order.holds.set(did.type, { seq: null, reason: did.reason });
      return [did];
    case "released":
      if (did.holds.length === 0 || did.holds.some(({ type }) => !order.holds.has(type))) return null;
      for (const { type } of did.holds) order.holds.delete(type);
      return [did];
    case "terms": {
      const hold = order.holds.get(did.type);
      if (!hold || did.before === did.after) return null;
      hold.reason = did.after;
      return [did];
    }
    case "tagged": {
      const add = did.add.filter((tag) => !order.tags.has(tag));
      const remove = did.remove.filter((tag) => order.tags.has(tag));
      if (add.length + remove.length === 0) return null;
      for (const tag of add) order.tags.add(tag);
      for (const tag of remove) order.tags.delete(tag);
      return [{ kind: "tagged", add, remove }];
    }
    case "assigned":
      order.person = did.to;
      return [did];
    case "prioritised":
      if (!lives || did.from === did.to) return null;
      order.priority = did.to;
      return [did];
    case "edited": {
      const changes = did.changes.filter(({ before, after }) => before !== after);
      if (!unsent || changes.length === 0) return null;
      for (const { field, after } of changes) order[field] = after;
      return [{ kind: "edited", changes }];
    }
    case "line": {
      const line = order.lines[did.line] as Line;
      if (!unsent || line.open === 0 || did.before === did.after) return null;
      line.note = did.after;
      return [did];
    }
    case "items":
      return change(order, did.line, did.units[1], did.price[1]);
  }
}

/** Takes an event back; null where that is refused: it was taken back before, or what it did is no longer so. */
export function takeBack(order: Order, deed: Deed): Did[] | null {
  const back = deed.undone ? null : opposite(order, deed);
  const done = back && (Array.isArray(back) ? holdAgain(order, back) : act(order, back));
  if (done) deed.undone = true;
  return done;
}

function holdAgain(order: Order, holds: readonly Did[]): Did[] | null {
  if (!isAlive(order)) return null;
  if (holds.some((did) => did.kind === "held" && order.holds.has(did.type))) return null;
  return holds.flatMap((did) => act(order, did) ?? []);
}

function opposite(order: Order, deed: Deed): Did | Did[] | null {
  switch (deed.kind) {
    case "held": {
      const hold = order.holds.get(deed.type);
      // A hold of the type that was set later is another one.
      if (hold?.seq !== deed.seq) return null;
      return { kind: "released", holds: [{ type: deed.type, reason: hold.reason }] };
    }
    case "released":
      return deed.holds.map(({ type, reason }): Did => ({ kind: "held", type, reason }));
    case "terms":
      if (order.holds.get(deed.type)?.reason !== deed.after) return null;
      return { ...deed, before: deed.after, after: deed.before };
    case "tagged":
      return { kind: "tagged", add: deed.remove, remove: deed.add };
    case "assigned": {
      // Who had it stands in the event by which that person got it: one who came along with a split has none.
      const known = order.deeds.some((of) => of.kind === "assigned" && of.to === deed.from);
      if (order.person !== deed.to || (deed.from !== null && !known)) return null;
      return { kind: "assigned", from: deed.to, to: deed.from };
    }
    case "prioritised":
      return order.priority === deed.to ? { kind: "prioritised", from: deed.to, to: deed.from } : null;
    case "edited":
      // A draft is changed in its form.
      if (order.state === "draft" || deed.changes.some(({ field, after }) => order[field] !== after)) return null;
      return {
        kind: "edited",
        changes: deed.changes.map(({ field, before, after }) => ({ field, before: after, after: before })),
      };
    case "line":
      if (order.lines[deed.line]?.note !== deed.after) return null;
      return { ...deed, before: deed.after, after: deed.before };
    case "items": {
      const line = order.lines[deed.line] as Line;
      if (line.open !== deed.units[1] || line.price !== deed.price[1]) return null;
      return { ...deed, units: [deed.units[1], deed.units[0]], price: [deed.price[1], deed.price[0]] };
    }
  }
}

/** Units of a line as an order of their own, with what is known of the first. */
export function split(order: Order, line: Line, units: number, number: string): Moved {
  const part: Line = { ...line, open: units, off: 0 };
  const before = order.paid;
  const off = line.off;
  line.open -= units;
  line.off += units;
  const paid = Math.min(Math.max(before - totalOf(order), 0), units * line.price);
  order.paid -= paid;
  const made: Order = {
    ...order,
    ...{ number, lines: [part], fee: 0, paid, givenBack: false, counts: 0, deeds: [], tags: new Set(order.tags) },
    holds: new Map([...order.holds].map(([type, { reason }]) => [type, { seq: null, reason }])),
  };
  const lines = [{ from: line, to: part, units, off }];
  return { kind: "split", from: order, to: made, lines, over: false, fee: 0, paid: 0, counts: 0, note: null };
}

export function merge(into: Order, from: Order): Moved {
  const lines = from.lines
    .filter((line) => line.open > 0)
    .map((line): Move => ({ from: line, to: { ...line, off: 0 }, units: line.open, off: line.off }));
  const { fee, paid, counts } = from;
  const after = [into.note, from.note].filter((text) => text !== "").join("\n");
  const note = from.note === "" || from.note === into.note ? null : { before: into.note, after };
  for (const { from: line, to } of lines) {
    into.lines.push(to);
    line.off += line.open;
    line.open = 0;
  }
  into.fee += from.fee;
  into.paid += from.paid;
  if (note) into.note = note.after;
  Object.assign(from, { state: "gone", fee: 0, paid: 0, counts: 0 });
  return { kind: "merged", from, to: into, lines, over: false, fee, paid, counts, note };
}

export function returnable({ kind, from, to, lines, paid }: Moved): boolean {
  const split = kind === "split";
  const alone = to.lines.every((line) => line.open === 0 || lines.some((move) => move.to === line));
  return (
    to.state === "open" &&
    (!split || from.state === "open") &&
    !to.givenBack &&
    (split ? alone : to.paid >= paid && !alone) &&
    lines.every(({ from: line, to: part, units, off }) => {
      return part.open === units && part.off === 0 && part.price === line.price && line.off === off + units;
    })
  );
}

export function rejoin(moved: Moved): void {
  const { kind, from, to, lines, fee, paid, counts, note } = moved;
  moved.over = true;
  for (const { from: line, to: part, units } of lines) {
    line.open += units;
    line.off -= units;
    part.open = 0;
    part.off += units;
  }
  if (kind === "split") {
    from.paid += to.paid;
    to.holds.clear();
    Object.assign(to, { state: "gone", paid: 0 });
    return;
  }
  Object.assign(from, { state: "open", fee, counts });
  to.fee -= fee;
  to.paid -= paid;
  from.paid += paid;
  // What somebody wrote since stays theirs.
  if (note && to.note === note.after) to.note = note.before;
}

/** Units of a line that are left, wherever they went. */
function leftOf({ moves }: World, line: Line, most = Number.POSITIVE_INFINITY): number {
  const further = moves.filter(({ over }) => !over).flatMap(({ lines }) => lines.filter(({ from }) => from === line));
  return further.reduce(
    (sum, { to, units }) => sum + leftOf({ orders: [], moves, made: [] }, to, units),
    Math.min(line.open, most),
  );
}

/** What an order makes: of goods that left, as many as were not sent again; or all of it once more. Null where there is nothing. */
export function making(world: World, order: Order, action: Made["action"]): Pick<Made, "order" | "lines"> | null {
  const again = (line: Line) =>
    world.made
      .filter((of) => of.action === "resend")
      .flatMap(({ lines }) => lines.filter(({ from }) => from === line))
      .reduce((sum, { to, units }) => sum + Math.min(units, leftOf(world, to)), 0);
  const lines = order.lines.flatMap((from) => {
    const resent = order.state === "sent" ? from.open - again(from) : 0;
    const units = action === "resend" ? resent : from.open + from.off;
    const price = action === "resend" ? 0 : from.price;
    return units > 0 ? [{ from, units, to: { item: from.item, price, open: units, off: 0, note: "" } }] : [];
  });
  if (lines.length === 0) return null;
  const made: Order = {
    ...{ number: "", lines: lines.map(({ to }) => to), fee: action === "resend" ? 0 : order.fee, paid: 0 },
    ...{ givenBack: false, state: action === "resend" ? "open" : "draft", counts: 0, deeds: [], person: null },
    ...{ holds: new Map(), tags: new Set(), priority: "usual", note: "", contact: order.contact },
  };
  return { order: made, lines };
}

/** Takes an order back that a bulk change made; false where it left, is over, took another in, or is a draft somebody touched. */
export function unmake({ moves }: World, { action, order, version }: Made, now: number): boolean {
  if (action === "duplicate") {
    if (order.state !== "draft" || now !== version) return false;
    order.state = "dropped";
    order.holds.clear();
    return true;
  }
  const tookIn = moves.some(({ kind, to, over }) => kind === "merged" && to === order && !over);
  if (order.state !== "open" || tookIn) return false;
  for (const line of order.lines) if (line.open > 0) takeOff(order, line, line.open);
  return true;
}
