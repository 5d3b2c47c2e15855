import { serve } from "@/lib/api";
import { listExceptionsEndpoint } from "@/lib/api/endpoints/exceptions";

export const GET = serve(listExceptionsEndpoint);
