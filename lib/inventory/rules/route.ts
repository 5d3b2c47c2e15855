export type Demand = { lineId: string; variantId: string; quantity: number };
export type Location = { id: string; code: string; priority: number };

/** Free units by variant and location; `take` lowers it, so that orders planned together never count a unit twice. */
export class StockPool {
  private readonly free = new Map<string, Map<string, number>>();

  /** Sets what is free of a variant at a location. */
  set(variantId: string, locationId: string, quantity: number): void {
    const places = this.free.get(variantId) ?? new Map<string, number>();
    places.set(locationId, quantity);
    this.free.set(variantId, places);
  }

  at(variantId: string, locationId: string): number {
    return Math.max(this.free.get(variantId)?.get(locationId) ?? 0, 0);
  }

  total(variantId: string): number {
    let total = 0;
    for (const quantity of this.free.get(variantId)?.values() ?? []) total += Math.max(quantity, 0);
    return total;
  }

  take(variantId: string, locationId: string, quantity: number): void {
    this.set(variantId, locationId, (this.free.get(variantId)?.get(locationId) ?? 0) - quantity);
  }
}

export type Allocation = { lineId: string; variantId: string; locationId: string; quantity: number };

/** Why these warehouses: the rule that decided and what each of them could have given. */
export type RouteReason = {
  rule: "one_location" | "fewest_locations" | "nothing_free";
  considered: { location: string; free: number; canShipAll: boolean }[];
};

export type Route = {
  allocations: Allocation[];
  short: { lineId: string; variantId: string; quantity: number }[];
  reason: RouteReason;
};

/**
 * Chooses where an order ships from: the first location, by preference then priority, that can ship all of it; else the
 * fewest locations that together cover most of it. Several lines of one variant draw on the same units.
 */
export function route(
  demand: readonly Demand[],
  locations: readonly Location[],
  pool: Pick<StockPool, "at">,
  preferredLocationId?: string | null,
): Route {
  const needed = new Map<string, number>();
  for (const line of demand) needed.set(line.variantId, (needed.get(line.variantId) ?? 0) + line.quantity);
  const ranked = [...locations].sort(
    (a, b) =>
      Number(b.id === preferredLocationId) - Number(a.id === preferredLocationId) ||
      a.priority - b.priority ||
      (a.code < b.code ? -1 : 1),
  );
  const gives = (location: Location, wanted: ReadonlyMap<string, number>) => {
    let units = 0;
    for (const [variantId, quantity] of wanted) units += Math.min(quantity, pool.at(variantId, location.id));
    return units;
  };
  const wantedUnits = [...needed.values()].reduce((sum, quantity) => sum + quantity, 0);
  const considered = ranked.map((location) => {
    const free = gives(location, needed);
    return { location: location.code, free, canShipAll: free === wantedUnits };
  });

  const left = new Map(needed);
  const chosen: Location[] = [];
  const whole = ranked.find((_, index) => considered[index]?.canShipAll);
  if (whole) chosen.push(whole);
  else {
    // Greedy cover: each step takes the location that gives most of what is still missing.
    const rest = [...ranked];
    while (rest.length > 0) {
      const best = rest.reduce((a, b) => (gives(b, left) > gives(a, left) ? b : a));
      if (gives(best, left) === 0) break;
      chosen.push(best);
      rest.splice(rest.indexOf(best), 1);
      for (const [variantId, quantity] of left) {
        left.set(variantId, quantity - Math.min(quantity, pool.at(variantId, best.id)));
      }
    }
  }

  const used = new Map<string, number>();
  const allocations: Allocation[] = [];
  const short: Route["short"] = [];
  for (const line of demand) {
    let missing = line.quantity;
    for (const location of chosen) {
      const key = `${line.variantId} ${location.id}`;
      const quantity = Math.min(missing, pool.at(line.variantId, location.id) - (used.get(key) ?? 0));
      if (quantity <= 0) continue;
      used.set(key, (used.get(key) ?? 0) + quantity);
      allocations.push({ lineId: line.lineId, variantId: line.variantId, locationId: location.id, quantity });
      missing -= quantity;
    }
    if (missing > 0) short.push({ lineId: line.lineId, variantId: line.variantId, quantity: missing });
  }
  const rule = chosen.length === 0 ? "nothing_free" : whole ? "one_location" : "fewest_locations";
  return { allocations, short, reason: { rule, considered } };
}
