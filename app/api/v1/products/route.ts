import { serve } from "@/lib/api";
import { listProductsEndpoint } from "@/lib/api/endpoints/stock";

export const GET = serve(listProductsEndpoint);
