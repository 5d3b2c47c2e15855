import type postgres from "postgres";
import type { UnitsAt } from "@/lib/orders/rules/change-effect";

/** Units at a warehouse, by its names. */
export type NamedUnits = Omit<UnitsAt, "locationId"> & { location: string; locationZh: string };

/** Reads the warehouses, and answers with what puts their names to units. */
export async function placesOf({ sql }: { sql: postgres.ISql }): Promise<(units: readonly UnitsAt[]) => NamedUnits[]> {
  const places = await sql`select id, name, coalesce(nullif(name_zh, ''), name) as "nameZh" from locations`;
  return (units) =>
    units.map(({ locationId, ...rest }) => {
      const place = places.find(({ id }) => id === locationId);
      return { ...rest, location: place?.name ?? "", locationZh: place?.nameZh ?? "" };
    });
}
