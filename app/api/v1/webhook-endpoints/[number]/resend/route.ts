import { serve } from "@/lib/api";
import { resendWebhooksEndpoint } from "@/lib/api/endpoints/webhooks";

export const POST = serve(resendWebhooksEndpoint);
