import { serve } from "@/lib/api";
import { createWebhookEndpoint, listWebhooksEndpoint } from "@/lib/api/endpoints/webhooks";

export const GET = serve(listWebhooksEndpoint);
export const POST = serve(createWebhookEndpoint);
