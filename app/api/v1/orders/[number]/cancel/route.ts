import { serve } from "@/lib/api";
import { cancelOrderEndpoint } from "@/lib/api/endpoints/orders";

export const POST = serve(cancelOrderEndpoint);
