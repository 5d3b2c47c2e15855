import { defineCommand } from "@/lib/command";
import { isRefusal } from "@/lib/core/result";
import { patchEndpointInput } from "@/lib/webhooks/inputs";
import { lockEndpoint } from "@/lib/webhooks/lock-endpoint";
import { writeEndpoint } from "./change-endpoint";
import { switchEndpoint } from "./switch-endpoint";

/**
 * Changes of an endpoint what is named and leaves the rest: name, address, topics, whether it is on. What it says already
 * is no change. Without a version it goes by what stands there now.
 */
export const patchEndpoint = defineCommand({
  name: "webhooks.patch",
  permission: "webhooks.manage",
  input: patchEndpointInput,
  refusals: ["no_such_endpoint", "endpoint_changed", "url_refused", "endpoint_name_taken"],
  async run(context, { number, version, enabled, ...wanted }) {
    const now = await lockEndpoint(context.tx, version === undefined ? { number } : { number, version });
    if (isRefusal(now)) return now;
    const { name, url, topics, wholeOrder } = now;
    const fields = { name, url, topics, wholeOrder, ...definedOf(wanted) };
    const changes = JSON.stringify(fields) !== JSON.stringify({ name, url, topics, wholeOrder });
    const refused = changes ? await writeEndpoint(context, now, fields) : undefined;
    if (refused) return refused;
    const on = enabled ?? now.enabled;
    const switched = await switchEndpoint.within(context, { number, enabled: on });
    return isRefusal(switched) ? switched : { number, version: now.version + Number(changes), enabled: on };
  },
});

function definedOf<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields as never;
}
