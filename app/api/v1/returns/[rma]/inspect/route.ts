import { serve } from "@/lib/api";
import { inspectReturnEndpoint } from "@/lib/api/endpoints/returns";

export const POST = serve(inspectReturnEndpoint);
