import { serve } from "@/lib/api";
import { setPromotionStatusEndpoint } from "@/lib/api/endpoints/promotions";

export const POST = serve(setPromotionStatusEndpoint);
