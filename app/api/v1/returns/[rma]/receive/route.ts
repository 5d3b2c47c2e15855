import { serve } from "@/lib/api";
import { receiveReturnEndpoint } from "@/lib/api/endpoints/returns";

export const POST = serve(receiveReturnEndpoint);
