import { serve } from "@/lib/api";
import { createOrderEndpoint, listOrdersEndpoint } from "@/lib/api/endpoints/orders";

export const POST = serve(createOrderEndpoint);
export const GET = serve(listOrdersEndpoint);
