import { serve } from "@/lib/api";
import { requestReturnEndpoint } from "@/lib/api/endpoints/returns";

export const POST = serve(requestReturnEndpoint);
