import type { Tx } from "@/db/transaction";
import { type Refusal, refuse } from "@/lib/core/result";
import { activeLocations, findChannel } from "@/lib/orders/load-intake-facts";
import type { ChannelFacts } from "@/lib/orders/rules/intake";
import type { Mapping } from "./rules/fields";
import type { Source } from "./rules/reading";
import { sourceOf } from "./rules/sources";

export const importStatuses = [
  "uploading",
  "uploaded",
  "checking",
  "checked",
  "running",
  "done",
  "failed",
  "undoing",
  "undone",
] as const;
export type ImportStatus = (typeof importStatuses)[number];

/** What a person chose for a file. */
export type ImportOptions = {
  channel: string;
  currency: string;
  timeZone: string;
  encoding?: string;
  delimiter?: string;
  headerRow?: number;
};

export type ImportState = {
  id: string;
  number: string;
  source: Source;
  status: ImportStatus;
  mapping: Mapping;
  options: ImportOptions;
  /** Names of the columns, as found. */
  header: string[];
  counts: Record<string, number>;
  facts: Record<string, unknown>;
  createdBy: string;
  createdById: string;
};

const columns = `id, number, source, status, mapping, options, coalesce(format -> 'header', '[]') as header, counts, facts, created_by as "createdBy", created_by_id as "createdById"`;

/** An import by its number or id; `lock` keeps others from changing it until the transaction ends. */
export async function loadImport(
  sql: Pick<Tx["sql"], "unsafe">,
  where: { number: string } | { id: string },
  lock = false,
): Promise<ImportState | undefined> {
  const by = "id" in where ? (["id", where.id] as const) : (["number", where.number] as const);
  const [row] = await sql.unsafe(`select ${columns} from imports where ${by[0]} = $1${lock ? " for update" : ""}`, [
    by[1],
  ]);
  if (!row) return undefined;
  return { ...(row as unknown as Omit<ImportState, "source">), source: sourceOf(row.source as string) };
}

/** The channel and the warehouse that orders of the import belong to. */
export async function loadPlace(
  tx: Tx,
  loaded: ImportState,
): Promise<{ channel: ChannelFacts; locationId: string } | Refusal<"unknown_channel" | "no_location">> {
  const [channel, locations] = await Promise.all([
    findChannel(tx, { code: loaded.options.channel }),
    activeLocations(tx),
  ]);
  if (!channel) return refuse("unknown_channel", { channel: loaded.options.channel });
  const location = locations.find((candidate) => candidate.id === channel.defaultLocationId) ?? locations[0];
  if (!location) return refuse("no_location");
  return { channel, locationId: location.id };
}
