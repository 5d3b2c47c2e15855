import { serve } from "@/lib/api";
import { listWebhookDeliveriesEndpoint } from "@/lib/api/endpoints/webhooks";

export const GET = serve(listWebhookDeliveriesEndpoint);
