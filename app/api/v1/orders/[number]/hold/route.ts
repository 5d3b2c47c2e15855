import { serve } from "@/lib/api";
import { holdOrderEndpoint } from "@/lib/api/endpoints/orders";

export const POST = serve(holdOrderEndpoint);
