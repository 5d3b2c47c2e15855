CREATE INDEX "orders_undeliverable" ON "orders" USING btree ("id") WHERE stage in ('awaiting_payment', 'review', 'backordered', 'ready') and (
  coalesce(btrim(ship_to ->> 'name'), '') = '' or coalesce(btrim(ship_to ->> 'line1'), '') = ''
  or coalesce(btrim(ship_to ->> 'city'), '') = '' or coalesce(ship_to ->> 'country', '') = ''
  or (ship_to ->> 'country' = 'CN' and coalesce(btrim(ship_to ->> 'district'), '') = '')
  or coalesce(review @? '$.checks[*] ? (@.check == "phone_malformed" && @.result != "pass")', false));