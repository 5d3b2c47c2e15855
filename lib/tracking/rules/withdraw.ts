/** Whether a buyer may take a return back: it is not on its way, and neither money nor goods were given for it. */
export function mayWithdraw({ status, given }: { status: string; given: boolean }): boolean {
  return (status === "requested" || status === "approved") && !given;
}
