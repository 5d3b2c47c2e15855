/** Tables that grow with every order. Roll-ups grow with days and items, claims with open orders only. */
export const largeTables = [
  "orders",
  "order_lines",
  "order_events",
  "order_search",
  "outbox",
  "sales_entries",
  "stock_movements",
  "payments",
  "payment_entries",
  "shipments",
  "shipment_lines",
  "customers",
];
