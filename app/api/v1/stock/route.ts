import { serve } from "@/lib/api";
import { listStockEndpoint } from "@/lib/api/endpoints/stock";

export const GET = serve(listStockEndpoint);
