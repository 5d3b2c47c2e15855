import { serve } from "@/lib/api";
import { getReturnEndpoint } from "@/lib/api/endpoints/returns";

export const GET = serve(getReturnEndpoint);
