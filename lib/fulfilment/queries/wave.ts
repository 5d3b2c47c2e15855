import { connection } from "@/db/client";
import { specWith } from "@/lib/orders/rules/line-details";
import type { ShipmentStatus } from "@/lib/orders/rules/state";

/** One shelf of the walk: an item and how many of it go into which slots. */
export type WaveTask = {
  /** SKU, or the line where an item has none. */
  key: string;
  sku: string;
  barcode: string | null;
  title: string;
  spec: string;
  bin: string;
  quantity: number;
  picked: number;
  takes: { slot: number; quantity: number; picked: number }[];
};

export type WaveSlot = {
  slot: number;
  shipment: string;
  order: string;
  customer: string;
  status: ShipmentStatus;
  units: number;
  picked: number;
  held: boolean;
  note: string;
};

/** A wave as the picker's screen shows it: plain data, so that it travels to the browser as it is. */
export type WaveView = {
  number: string;
  location: string;
  locationZh: string;
  createdBy: string;
  createdAt: string;
  closed: boolean;
  units: number;
  picked: number;
  slots: WaveSlot[];
  tasks: WaveTask[];
};

const bins = new Intl.Collator("en", { numeric: true });

/** The walk through a warehouse by bin, A-2 before A-10, what has no bin last; null when there is no such wave. */
export async function getWave(number: string): Promise<WaveView | null> {
  const { sql } = connection();
  const [wave] = await sql`
    select w.id, w.number, w.location_id, l.name as location, l.name_zh, w.created_by, w.created_at, w.closed_at is not null as closed
    from waves w join locations l on l.id = w.location_id where w.number = ${number}`;
  if (!wave) return null;
  const rows = await sql`
    with slots as (select s.*, row_number() over (order by s.id)::int as slot from shipments s where s.wave_id = ${wave.id})
    select s.slot, s.number as shipment, s.status, o.number as order, o.contact_name, o.held, o.seller_note,
           sl.order_line_id, sl.quantity, sl.picked, l.variant_id, l.sku, l.title, l.spec, l.custom, v.barcode, coalesce(k.bin, '') as bin
    from slots s
    join orders o on o.id = s.order_id
    join shipment_lines sl on sl.shipment_id = s.id
    join order_lines l on l.id = sl.order_line_id
    left join variants v on v.id = l.variant_id
    left join stock_levels k on k.variant_id = l.variant_id and k.location_id = ${wave.location_id}
    order by s.slot, l.position`;

  const slots = new Map<number, WaveSlot>();
  const tasks = new Map<string, WaveTask>();
  for (const row of rows) {
    const slot: WaveSlot = slots.get(row.slot) ?? {
      slot: row.slot,
      shipment: row.shipment,
      order: row.order,
      customer: row.contact_name,
      status: row.status,
      units: 0,
      picked: 0,
      held: row.held,
      note: row.seller_note,
    };
    slots.set(row.slot, slot);
    if (row.status === "cancelled" || row.quantity === 0) continue;
    slot.units += row.quantity;
    slot.picked += row.picked;
    // What is made for one buyer is found by itself: two of them are no two of a kind.
    const key = row.custom.length > 0 || !row.sku ? row.order_line_id : row.sku;
    const { sku, barcode, title, bin } = row;
    const spec = specWith(row.spec, row.custom);
    const task: WaveTask = tasks.get(key) ?? { key, sku, barcode, title, spec, bin, quantity: 0, picked: 0, takes: [] };
    task.quantity += row.quantity;
    task.picked += row.picked;
    const take = task.takes.find((each) => each.slot === row.slot);
    if (take) {
      take.quantity += row.quantity;
      take.picked += row.picked;
    } else task.takes.push({ slot: row.slot, quantity: row.quantity, picked: row.picked });
    tasks.set(key, task);
  }
  const all = [...slots.values()];
  return {
    number: wave.number,
    location: wave.location,
    locationZh: wave.name_zh,
    createdBy: wave.created_by,
    createdAt: wave.created_at,
    closed: wave.closed,
    units: all.reduce((sum, slot) => sum + slot.units, 0),
    picked: all.reduce((sum, slot) => sum + slot.picked, 0),
    slots: all,
    tasks: [...tasks.values()].sort(
      (a, b) => Number(a.bin === "") - Number(b.bin === "") || bins.compare(a.bin, b.bin) || bins.compare(a.sku, b.sku),
    ),
  };
}
