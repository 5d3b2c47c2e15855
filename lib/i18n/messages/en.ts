import auth from "./en/auth.json";
import automation from "./en/automation.json";
import bulk from "./en/bulk.json";
import catalogue from "./en/catalogue.json";
import change from "./en/change.json";
import channels from "./en/channels.json";
import common from "./en/common.json";
import customers from "./en/customers.json";
import documents from "./en/documents.json";
import events from "./en/events.json";
import exceptions from "./en/exceptions.json";
import form from "./en/form.json";
import fulfilment from "./en/fulfilment.json";
import home from "./en/home.json";
import imports from "./en/imports.json";
import intake from "./en/intake.json";
import letters from "./en/letters.json";
import list from "./en/list.json";
import moves from "./en/moves.json";
import orders from "./en/orders.json";
import payments from "./en/payments.json";
import promises from "./en/promises.json";
import promotions from "./en/promotions.json";
import refusals from "./en/refusals.json";
import reports from "./en/reports.json";
import resend from "./en/resend.json";
import returns from "./en/returns.json";
import review from "./en/review.json";
import settings from "./en/settings.json";
import shell from "./en/shell.json";
import shipping from "./en/shipping.json";
import staff from "./en/staff.json";
import stock from "./en/stock.json";
import tracking from "./en/tracking.json";
import views from "./en/views.json";
import webhooks from "./en/webhooks.json";

/** Every namespace, alphabetical. The English texts are the type of all others. */
export const en = {
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
