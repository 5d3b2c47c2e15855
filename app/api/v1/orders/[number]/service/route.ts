import { serve } from "@/lib/api";
import { changeServiceEndpoint } from "@/lib/api/endpoints/shipping";

export const POST = serve(changeServiceEndpoint);
