import { serve } from "@/lib/api";
import { getOrderEndpoint } from "@/lib/api/endpoints/orders";

export const GET = serve(getOrderEndpoint);
