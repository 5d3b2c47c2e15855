import { serve } from "@/lib/api";
import { adjustStockEndpoint } from "@/lib/api/endpoints/stock";

export const POST = serve(adjustStockEndpoint);
