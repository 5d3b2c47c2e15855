import { serve } from "@/lib/api";
import { changeHoldEndpoint } from "@/lib/api/endpoints/orders";

export const POST = serve(changeHoldEndpoint);
