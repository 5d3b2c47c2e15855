import { recordAudit } from "@/lib/audit";
import { defineCommand } from "@/lib/command";
import { refuse } from "@/lib/core/result";
import { moveCarrierInput } from "../inputs";

/** Offers a carrier before or behind its neighbour; the first and the last stay where they are. */
export const moveCarrier = defineCommand({
  name: "shipping.move_carrier",
  permission: "settings.edit",
  input: moveCarrierInput,
  refusals: ["gone"],
  async run(context, { code, by }) {
    const { sql } = context.tx;
    const rows = await sql<{ code: string }[]>`select code from carriers order by position, code for update`;
    const at = rows.findIndex((row) => row.code === code);
    if (at === -1) return refuse("gone");
    const to = Math.min(Math.max(at + by, 0), rows.length - 1);
    if (to === at) return { code, position: at + 1 };
    const codes = rows
      .map((row) => row.code)
      .toSpliced(at, 1)
      .toSpliced(to, 0, code);
    await sql`
      update carriers c set position = p.position
      from unnest(${codes}::text[]) with ordinality as p(code, position) where c.code = p.code and c.position <> p.position`;
    await recordAudit(context, "shipping.carrier_moved", code, { before: at + 1, after: to + 1 });
    return { code, position: to + 1 };
  },
});
