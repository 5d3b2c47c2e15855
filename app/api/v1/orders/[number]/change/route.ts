import { serve } from "@/lib/api";
import { changeOrderEndpoint } from "@/lib/api/endpoints/orders";

export const POST = serve(changeOrderEndpoint);
