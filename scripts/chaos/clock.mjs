// Loaded before a process of the fault suite: what it takes for the time is off by so many seconds. Only the process's own
// clock is; the database keeps the machine's.
const offset = Number(process.env.CHAOS_CLOCK_SECONDS ?? 0) * 1000;
const Real = Date;

class Shifted extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + offset);
    else super(...given);
  }

  static now() {
    return Real.now() + offset;
  }

  // Owned, not inherited: frameworks copy what a Date owns.
  static UTC = Real.UTC;
  static parse = Real.parse;
}

if (offset !== 0) globalThis.Date = Shifted;
