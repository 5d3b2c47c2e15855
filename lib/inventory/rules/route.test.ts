import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Demand, type Location, route, StockPool } from "./route";

const shanghai: Location = { id: "sha", code: "SHA", priority: 10 };
const leeds: Location = { id: "lee", code: "LEE", priority: 20 };
const canton: Location = { id: "can", code: "CAN", priority: 30 };
const all = [leeds, canton, shanghai];

function pool(stock: Record<string, Record<string, number>>): StockPool {
  const made = new StockPool();
  for (const [variant, places] of Object.entries(stock))
    for (const [place, units] of Object.entries(places)) made.set(variant, place, units);
  return made;
}

const demand = (...wanted: [string, number][]): Demand[] =>
  wanted.map(([variantId, quantity], index) => ({ lineId: `line-${index}`, variantId, quantity }));

describe("where an order ships from", () => {
  it("takes the first warehouse by priority that can ship all of it", () => {
    const { allocations, reason } = route(
      demand(["mug", 2], ["tin", 1]),
      all,
      pool({ mug: { sha: 5, lee: 9 }, tin: { sha: 0, lee: 3 } }),
    );
    expect(new Set(allocations.map((of) => of.locationId))).toEqual(new Set(["lee"]));
    expect(reason).toMatchObject({ rule: "one_location" });
    expect(reason.considered).toContainEqual({ location: "SHA", free: 2, canShipAll: false });
  });

  it("prefers the channel's own warehouse to one of better priority", () => {
    const { allocations } = route(demand(["mug", 1]), all, pool({ mug: { sha: 5, can: 5 } }), "can");
    expect(allocations).toMatchObject([{ locationId: "can", quantity: 1 }]);
  });

  it("splits over the fewest warehouses when none has all", () => {
    const { allocations, short, reason } = route(demand(["mug", 6]), all, pool({ mug: { sha: 2, lee: 3, can: 4 } }));
    expect(allocations.map(({ locationId, quantity }) => [locationId, quantity])).toEqual([
      ["can", 4],
      ["sha", 2],
    ]);
    expect(short).toEqual([]);
    expect(reason.rule).toBe("fewest_locations");
  });

  it("says what is short and never counts a unit for two lines", () => {
    const { allocations, short } = route(demand(["mug", 3], ["mug", 3]), [shanghai], pool({ mug: { sha: 4 } }));
    expect(allocations.reduce((sum, of) => sum + of.quantity, 0)).toBe(4);
    expect(short).toEqual([{ lineId: "line-1", variantId: "mug", quantity: 2 }]);
  });

  it("says so when nothing is free", () => {
    expect(route(demand(["mug", 1]), all, pool({})).reason.rule).toBe("nothing_free");
  });

  it("allocates no more than is free or asked, and accounts for every unit asked", () => {
    const units = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 1, max: 9 })), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.dictionary(fc.constantFrom("a", "b", "c"), fc.record({ sha: units, lee: units, can: units })),
        (wanted, stock) => {
          const asked = demand(...wanted);
          const { allocations, short } = route(asked, all, pool(stock));
          for (const line of asked) {
            const given = allocations
              .filter((of) => of.lineId === line.lineId)
              .reduce((sum, of) => sum + of.quantity, 0);
            const missing = short.find((of) => of.lineId === line.lineId)?.quantity ?? 0;
            expect(given + missing).toBe(line.quantity);
          }
          for (const variant of ["a", "b", "c"]) {
            for (const location of all) {
              const taken = allocations
                .filter((of) => of.variantId === variant && of.locationId === location.id)
                .reduce((sum, of) => sum + of.quantity, 0);
              expect(taken).toBeLessThanOrEqual(stock[variant]?.[location.id as "sha"] ?? 0);
            }
            const free = Object.values(stock[variant] ?? {}).reduce((sum, of) => sum + of, 0);
            const wantedUnits = asked
              .filter((of) => of.variantId === variant)
              .reduce((sum, of) => sum + of.quantity, 0);
            const shortUnits = short.filter((of) => of.variantId === variant).reduce((sum, of) => sum + of.quantity, 0);
            expect(shortUnits).toBe(Math.max(0, wantedUnits - free));
          }
        },
      ),
    );
  });
});
