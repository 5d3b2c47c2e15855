import { defineCommand } from "@/lib/command";
import { businessDay } from "@/lib/core/dates";
import { isRefusal, refuse } from "@/lib/core/result";
import { activeLocations } from "@/lib/orders/load-intake-facts";
import { inspectReturnInput } from "../inputs";
import { lockReturn, returnRefusals } from "../load-return";
import { postReturn } from "../post-return";
import { type InspectionAsk, planInspection } from "../rules/arrive";
import { notNow } from "../rules/decide";

/** Says how units are that came and what becomes of them; stock moves with it. */
export const inspectReturn = defineCommand({
  name: "returns.inspect",
  permission: "returns.inspect",
  input: inspectReturnInput,
  refusals: [
    ...returnRefusals,
    "return_status",
    "unknown_line",
    "unknown_location",
    "more_than_received",
    "unmapped_lines",
  ],
  async run(context, input) {
    const { tx, now, shop, actor } = context;
    const found = await lockReturn(tx, input);
    if (isRefusal(found)) return found;
    const { order, ret } = found;
    if (ret.status !== "received") return notNow(ret);
    const locations = await activeLocations(tx);
    const findings: InspectionAsk["findings"][number][] = [];
    for (const { location, ...finding } of input.findings) {
      const place = locations.find(({ id, code }) => (location ? code === location : id === ret.locationId));
      if (!place) return refuse("unknown_location", { location: location ?? "" });
      findings.push({ ...finding, locationId: place.id, location: place.code });
    }
    const plan = planInspection(
      order,
      ret,
      { findings },
      { now, businessDay: businessDay(now, shop.timeZone), shopCurrency: shop.currency, actorName: actor.name },
    );
    return isRefusal(plan) ? plan : postReturn(context, plan);
  },
});
