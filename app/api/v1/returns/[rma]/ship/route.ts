import { serve } from "@/lib/api";
import { shipReturnEndpoint } from "@/lib/api/endpoints/returns";

export const POST = serve(shipReturnEndpoint);
