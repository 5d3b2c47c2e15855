import { receiveWebhook } from "@/lib/channels/receive-webhook";

export const POST = receiveWebhook("woocommerce");
