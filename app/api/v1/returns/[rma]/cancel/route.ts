import { serve } from "@/lib/api";
import { cancelReturnEndpoint } from "@/lib/api/endpoints/returns";

export const POST = serve(cancelReturnEndpoint);
