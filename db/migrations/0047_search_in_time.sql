-- An order is found in the order of its placing: those that were drafts were placed later than they were written.
update order_search s set placed_at = o.placed_at from orders o where o.id = s.order_id and s.placed_at <> o.placed_at;
