import { z } from "zod";
import { closedReasons, exceptionSeverities, exceptionTypes } from "@/lib/exceptions/rules/types";
import { instant, next, page, textParam } from "../dto/fields";
import { badCursor, defineEndpoint } from "../endpoint";
import { listExceptions } from "../queries/exceptions";

const exception = z
  .object({
    number: z.int().meta({ description: "People call it EX- and this number." }),
    type: z.enum(exceptionTypes),
    severity: z.enum(exceptionSeverities),
    order: z.string().nullable().meta({ description: "Number of the order it is about." }),
    facts: z.record(z.string(), z.unknown()).meta({ description: "The values it saw; which depends on its type." }),
    since: instant,
    openedAt: instant,
    dueAt: instant,
    owner: z.string().nullable(),
    snoozedUntil: instant.nullable(),
    closedAt: instant.nullable(),
    closedBecause: z.enum(closedReasons).nullable(),
  })
  .meta({ id: "Exception" });

export const listExceptionsEndpoint = defineEndpoint({
  method: "get",
  path: "/exceptions",
  id: "listExceptions",
  tag: "exceptions",
  summary: "Read what is stuck",
  description: "In the order they were opened. They open and close by themselves, within a minute of their cause.",
  permission: "exceptions.read",
  query: z.strictObject({
    ...page,
    state: z.enum(["open", "closed", "all"]).default("open"),
    type: z.enum(exceptionTypes).optional(),
    order: textParam(40).optional().meta({ description: "Number of an order." }),
  }),
  success: {
    status: 200,
    description: "One page of exceptions.",
    schema: z.object({ exceptions: z.array(exception), next }).meta({ id: "ExceptionPage" }),
  },
  refusals: [],
  async handle({ query, actor }) {
    const found = await listExceptions(query, actor.channelId);
    return found ? { body: found } : badCursor();
  },
});
