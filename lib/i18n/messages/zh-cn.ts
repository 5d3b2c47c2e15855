import auth from "./zh-CN/auth.json";
import automation from "./zh-CN/automation.json";
import bulk from "./zh-CN/bulk.json";
import catalogue from "./zh-CN/catalogue.json";
import change from "./zh-CN/change.json";
import channels from "./zh-CN/channels.json";
import common from "./zh-CN/common.json";
import customers from "./zh-CN/customers.json";
import documents from "./zh-CN/documents.json";
import events from "./zh-CN/events.json";
import exceptions from "./zh-CN/exceptions.json";
import form from "./zh-CN/form.json";
import fulfilment from "./zh-CN/fulfilment.json";
import home from "./zh-CN/home.json";
import imports from "./zh-CN/imports.json";
import intake from "./zh-CN/intake.json";
import letters from "./zh-CN/letters.json";
import list from "./zh-CN/list.json";
import moves from "./zh-CN/moves.json";
import orders from "./zh-CN/orders.json";
import payments from "./zh-CN/payments.json";
import promises from "./zh-CN/promises.json";
import promotions from "./zh-CN/promotions.json";
import refusals from "./zh-CN/refusals.json";
import reports from "./zh-CN/reports.json";
import resend from "./zh-CN/resend.json";
import returns from "./zh-CN/returns.json";
import review from "./zh-CN/review.json";
import settings from "./zh-CN/settings.json";
import shell from "./zh-CN/shell.json";
import shipping from "./zh-CN/shipping.json";
import staff from "./zh-CN/staff.json";
import stock from "./zh-CN/stock.json";
import tracking from "./zh-CN/tracking.json";
import views from "./zh-CN/views.json";
import webhooks from "./zh-CN/webhooks.json";

export const zhCn = {
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
