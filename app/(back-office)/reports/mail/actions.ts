"use server";

import { commandAction } from "@/lib/action";
import { requestOrigin } from "@/lib/auth/request";
import type { FormState } from "@/lib/form-state";
import { subscribeReport } from "@/lib/reports/commands/subscribe-report";
import { unsubscribeReport } from "@/lib/reports/commands/unsubscribe-report";

export async function subscribeReportAction(_: FormState, data: FormData): Promise<FormState> {
  const [report, rhythm, hour] = ["report", "rhythm", "hour"].map((name) => data.get(name));
  return commandAction(subscribeReport, { report, rhythm, hour, address: await requestOrigin() }, data);
}

export async function unsubscribeReportAction(_: FormState, data: FormData): Promise<FormState> {
  return commandAction(unsubscribeReport, { id: data.get("id") }, data);
}
