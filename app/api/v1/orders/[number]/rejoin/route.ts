import { serve } from "@/lib/api";
import { rejoinOrdersEndpoint } from "@/lib/api/endpoints/order-moves";

export const POST = serve(rejoinOrdersEndpoint);
