import postgres from "postgres";
import { expect, it } from "vitest";
import { databaseUrl } from "@/db/client";
import { openShop } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { fill } from "./fill";
import { faultsOfPlans } from "./plans";

// Enough that PostgreSQL prefers an index of its own accord, and little enough for every run of the tests.
const volume = { orders: 40_000, variants: 1_000, customers: 8_000 };

/** Screens whose reads still grow with the orders. A screen leaves this list when it is mended; none is added. */
const owed = ["stock by -sold", "stock by cover"];

it("no further screen reads a table that grows with the orders from end to end, or skips rows", async () => {
  await openShop({ currency: "GBP", timeZone: "Europe/London" });
  const sql = postgres(databaseUrl(), { max: 1, onnotice: () => {} });
  await fill(sql, volume, () => {});
  await sql.end();
  const { statements, faults } = await faultsOfPlans(databaseUrl());
  expect(statements).toBeGreaterThan(100);
  expect(faults.filter(({ screen }) => !owed.includes(screen))).toEqual([]);
  expect(await brokenRows()).toEqual([]);
}, 300_000);
