import { serve } from "@/lib/api";
import { approveOrderEndpoint } from "@/lib/api/endpoints/orders";

export const POST = serve(approveOrderEndpoint);
