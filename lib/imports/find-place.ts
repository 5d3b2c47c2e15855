import type { Tx } from "@/db/transaction";
import { isRefusal, type Refusal } from "@/lib/core/result";
import { activeLocations } from "@/lib/orders/load-intake-facts";
import { type ImportState, loadPlace } from "./load-import";
import type { HistoryPlace } from "./post-history";

/** A channel that a run would make exists for nobody yet: nothing can have come in by it. */
const NO_CHANNEL = "00000000-0000-0000-0000-000000000000";

/** Where the import's orders belong, also before its channel is made. */
export async function findPlace(tx: Tx, loaded: ImportState): Promise<HistoryPlace | Refusal<"no_location">> {
  const common = { importId: loaded.id, importNumber: loaded.number, wholeBook: loaded.source.wholeBook };
  const found = await loadPlace(tx, loaded);
  if (!isRefusal(found)) return { ...common, ...found };
  if (found.code === "no_location") return found as Refusal<"no_location">;
  const [location] = await activeLocations(tx);
  const { channel: code, currency } = loaded.options;
  return {
    ...common,
    channel: { id: NO_CHANNEL, code, currency, pricesIncludeTax: true, defaultLocationId: null },
    locationId: location?.id ?? NO_CHANNEL,
  };
}
