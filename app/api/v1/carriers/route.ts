import { serve } from "@/lib/api";
import { listCarriersEndpoint } from "@/lib/api/endpoints/shipping";

export const GET = serve(listCarriersEndpoint);
