import { serve } from "@/lib/api";
import { createPromotionEndpoint, listPromotionsEndpoint } from "@/lib/api/endpoints/promotions";

export const GET = serve(listPromotionsEndpoint);
export const POST = serve(createPromotionEndpoint);
