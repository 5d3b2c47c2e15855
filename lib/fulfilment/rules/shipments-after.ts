import type { Plan } from "@/lib/orders/rules/plan";
import type { ShipmentState } from "@/lib/orders/rules/state";

/** The order's shipments as they stand once the plan is posted. */
export function shipmentsAfter(plan: Plan): ShipmentState[] {
  const changed = (plan.order?.shipments ?? []).map((shipment): ShipmentState => {
    const patches = (plan.shipments ?? []).filter((patch) => patch.id === shipment.id);
    if (patches.length === 0) return shipment;
    const { status, carrier, carrierId, trackingNumber } = Object.assign(
      {},
      shipment,
      ...patches.map((patch) => patch.set),
    ) as ShipmentState;
    const moves = patches.flatMap((patch) => patch.lines ?? []);
    return {
      ...shipment,
      status,
      carrier,
      carrierId,
      trackingNumber,
      version: shipment.version + patches.length,
      lines: shipment.lines.map((line) => {
        const sum = (of: "quantity" | "picked" | "packed") =>
          moves.reduce(
            (total, move) => total + (move.orderLineId === line.orderLineId ? (move[of] ?? 0) : 0),
            line[of],
          );
        return { ...line, quantity: sum("quantity"), picked: sum("picked"), packed: sum("packed") };
      }),
    };
  });
  const created = (plan.newShipments ?? []).map(
    ({
      id,
      number,
      locationId,
      waveId,
      status,
      carrier = "",
      carrierId = null,
      trackingNumber = "",
      lines,
    }): ShipmentState => ({
      id,
      number,
      locationId,
      waveId,
      status,
      carrier,
      carrierId,
      trackingNumber,
      version: 1,
      lines: lines.map((line) => ({ picked: 0, packed: 0, ...line })),
    }),
  );
  return [...changed, ...created];
}
