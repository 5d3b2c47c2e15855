import { serve } from "@/lib/api";
import { releaseOrderEndpoint } from "@/lib/api/endpoints/orders";

export const POST = serve(releaseOrderEndpoint);
