import { serve } from "@/lib/api";
import { createShipmentEndpoint } from "@/lib/api/endpoints/fulfilment";

export const POST = serve(createShipmentEndpoint);
