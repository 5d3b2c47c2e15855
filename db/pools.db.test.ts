import { afterAll, expect, it } from "vitest";
import { closeConnection, connection } from "./client";
import { transact } from "./transaction";

afterAll(closeConnection);

it("no crowd of statements around it makes a transaction anything but whole", async () => {
  const faults = new Set<string>();
  const note = (error: unknown) => faults.add((error as { code?: string }).code ?? String(error));
  const inTransaction = new Set<boolean>();
  const alone = async () => {
    const [row] = await connection().sql<{ inside: boolean }[]>`
      select pg_current_xact_id_if_assigned() is not null as inside`.execute();
    inTransaction.add(row?.inside ?? true);
  };
  const whole = async () => {
    await transact(async (tx) => {
      const [first] = await tx.sql<{ xact: string }[]>`select pg_current_xact_id()::text as xact`;
      const [second] = await tx.sql<{ xact: string }[]>`select pg_current_xact_id()::text as xact`;
      expect(second?.xact).toBe(first?.xact);
    });
  };
  for (let round = 0; round < 5; round += 1) {
    const crowd = Array.from({ length: 4000 }, (_, index) => ((index + round) % 101 === 100 ? whole() : alone()));
    await Promise.all(crowd.map((one) => one.catch(note)));
  }
  expect([...faults]).toEqual([]);
  expect([...inTransaction]).toEqual([false]);
});
