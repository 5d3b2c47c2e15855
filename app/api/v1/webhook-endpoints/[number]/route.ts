import { serve } from "@/lib/api";
import { patchWebhookEndpoint } from "@/lib/api/endpoints/webhooks";

export const PATCH = serve(patchWebhookEndpoint);
