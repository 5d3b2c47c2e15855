import { serve } from "@/lib/api";
import { addCouponsEndpoint } from "@/lib/api/endpoints/promotions";

export const POST = serve(addCouponsEndpoint);
