import auth from "./zh-TW/auth.json";
import automation from "./zh-TW/automation.json";
import bulk from "./zh-TW/bulk.json";
import catalogue from "./zh-TW/catalogue.json";
import change from "./zh-TW/change.json";
import channels from "./zh-TW/channels.json";
import common from "./zh-TW/common.json";
import customers from "./zh-TW/customers.json";
import documents from "./zh-TW/documents.json";
import events from "./zh-TW/events.json";
import exceptions from "./zh-TW/exceptions.json";
import form from "./zh-TW/form.json";
import fulfilment from "./zh-TW/fulfilment.json";
import home from "./zh-TW/home.json";
import imports from "./zh-TW/imports.json";
import intake from "./zh-TW/intake.json";
import letters from "./zh-TW/letters.json";
import list from "./zh-TW/list.json";
import moves from "./zh-TW/moves.json";
import orders from "./zh-TW/orders.json";
import payments from "./zh-TW/payments.json";
import promises from "./zh-TW/promises.json";
import promotions from "./zh-TW/promotions.json";
import refusals from "./zh-TW/refusals.json";
import reports from "./zh-TW/reports.json";
import resend from "./zh-TW/resend.json";
import returns from "./zh-TW/returns.json";
import review from "./zh-TW/review.json";
import settings from "./zh-TW/settings.json";
import shell from "./zh-TW/shell.json";
import shipping from "./zh-TW/shipping.json";
import staff from "./zh-TW/staff.json";
import stock from "./zh-TW/stock.json";
import tracking from "./zh-TW/tracking.json";
import views from "./zh-TW/views.json";
import webhooks from "./zh-TW/webhooks.json";

export const zhTw = {
  auth,
  automation,
  bulk,
  catalogue,
  change,
  channels,
  common,
  customers,
  documents,
  events,
  exceptions,
  form,
  fulfilment,
  home,
  imports,
  intake,
  letters,
  list,
  moves,
  orders,
  payments,
  promises,
  promotions,
  refusals,
  reports,
  resend,
  returns,
  review,
  settings,
  shell,
  shipping,
  staff,
  stock,
  tracking,
  views,
  webhooks,
};
