import { serve } from "@/lib/api";
import { splitOrderEndpoint } from "@/lib/api/endpoints/order-moves";

export const POST = serve(splitOrderEndpoint);
