import { serve } from "@/lib/api";
import { savePromotionEndpoint } from "@/lib/api/endpoints/promotions";

export const POST = serve(savePromotionEndpoint);
