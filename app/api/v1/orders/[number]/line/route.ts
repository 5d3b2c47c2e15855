import { serve } from "@/lib/api";
import { editLineEndpoint } from "@/lib/api/endpoints/orders";

export const POST = serve(editLineEndpoint);
