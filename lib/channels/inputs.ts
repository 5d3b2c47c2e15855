import { z } from "zod";

export const deliveryRef = z.strictObject({ id: z.uuid("not_an_id") });
