import { serve } from "@/lib/api";
import { mergeOrdersEndpoint } from "@/lib/api/endpoints/order-moves";

export const POST = serve(mergeOrdersEndpoint);
