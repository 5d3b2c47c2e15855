import type postgres from "postgres";
import { connection } from "@/db/client";
import type { ExceptionSeverity, ExceptionType } from "../rules/types";

export type OrderException = {
  number: number;
  type: ExceptionType;
  severity: ExceptionSeverity;
  stage: string | null;
  order: string | null;
  facts: Record<string, unknown>;
  dueAt: string;
};

/** What is stuck about an order now, the worst first. Put away or not: the order's page says all. */
export function openExceptionsOf(
  orderId: string,
  { sql }: { sql: postgres.ISql } = connection(),
): Promise<OrderException[]> {
  return sql<OrderException[]>`
    select e.number, e.type, e.severity, o.stage, o.number as order, e.facts, to_jsonb(e.due_at) #>> '{}' as "dueAt"
    from exceptions e join orders o on o.id = e.order_id
    where e.order_id = ${orderId} and e.closed_at is null
    order by array_position(array['critical', 'high', 'normal'], e.severity), e.due_at limit 20`;
}
