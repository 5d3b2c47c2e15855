import { serve } from "@/lib/api";
import { createOrdersEndpoint } from "@/lib/api/endpoints/orders";

export const POST = serve(createOrdersEndpoint);
