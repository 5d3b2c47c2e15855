import { serve } from "@/lib/api";
import { rejectReturnEndpoint } from "@/lib/api/endpoints/returns";

export const POST = serve(rejectReturnEndpoint);
