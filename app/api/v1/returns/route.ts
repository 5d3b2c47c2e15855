import { serve } from "@/lib/api";
import { listReturnsEndpoint } from "@/lib/api/endpoints/returns";

export const GET = serve(listReturnsEndpoint);
