import { serve } from "@/lib/api";
import { approveReturnEndpoint } from "@/lib/api/endpoints/returns";

export const POST = serve(approveReturnEndpoint);
