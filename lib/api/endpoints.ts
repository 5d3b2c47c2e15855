import type { Endpoint } from "./endpoint";
import { listExceptionsEndpoint } from "./endpoints/exceptions";
import { createShipmentEndpoint } from "./endpoints/fulfilment";
import { mergeOrdersEndpoint, rejoinOrdersEndpoint, splitOrderEndpoint } from "./endpoints/order-moves";
import {
  approveOrderEndpoint,
  cancelOrderEndpoint,
  changeHoldEndpoint,
  changeOrderEndpoint,
  createOrderEndpoint,
  createOrdersEndpoint,
  editLineEndpoint,
  getOrderEndpoint,
  holdOrderEndpoint,
  listOrdersEndpoint,
  releaseOrderEndpoint,
} from "./endpoints/orders";
import {
  addCouponsEndpoint,
  createPromotionEndpoint,
  listPromotionsEndpoint,
  savePromotionEndpoint,
  setPromotionStatusEndpoint,
} from "./endpoints/promotions";
import {
  approveReturnEndpoint,
  cancelReturnEndpoint,
  getReturnEndpoint,
  inspectReturnEndpoint,
  listReturnsEndpoint,
  receiveReturnEndpoint,
  rejectReturnEndpoint,
  requestReturnEndpoint,
  shipReturnEndpoint,
} from "./endpoints/returns";
import { changeServiceEndpoint, listCarriersEndpoint } from "./endpoints/shipping";
import { adjustStockEndpoint, listProductsEndpoint, listStockEndpoint } from "./endpoints/stock";
import {
  createWebhookEndpoint,
  listWebhookDeliveriesEndpoint,
  listWebhooksEndpoint,
  patchWebhookEndpoint,
  resendWebhooksEndpoint,
} from "./endpoints/webhooks";

/** Every operation of the API, in the order its description lists them. */
export const endpoints: readonly Endpoint[] = [
  createOrderEndpoint,
  createOrdersEndpoint,
  listOrdersEndpoint,
  getOrderEndpoint,
  approveOrderEndpoint,
  editLineEndpoint,
  changeHoldEndpoint,
  holdOrderEndpoint,
  releaseOrderEndpoint,
  changeOrderEndpoint,
  changeServiceEndpoint,
  splitOrderEndpoint,
  mergeOrdersEndpoint,
  rejoinOrdersEndpoint,
  cancelOrderEndpoint,
  listExceptionsEndpoint,
  createShipmentEndpoint,
  requestReturnEndpoint,
  listReturnsEndpoint,
  getReturnEndpoint,
  approveReturnEndpoint,
  rejectReturnEndpoint,
  shipReturnEndpoint,
  receiveReturnEndpoint,
  inspectReturnEndpoint,
  cancelReturnEndpoint,
  listCarriersEndpoint,
  listStockEndpoint,
  adjustStockEndpoint,
  listProductsEndpoint,
  listPromotionsEndpoint,
  createPromotionEndpoint,
  savePromotionEndpoint,
  setPromotionStatusEndpoint,
  addCouponsEndpoint,
  listWebhooksEndpoint,
  createWebhookEndpoint,
  listWebhookDeliveriesEndpoint,
  patchWebhookEndpoint,
  resendWebhooksEndpoint,
];
