import { refusalWords } from "@/lib/action";
import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { refuse } from "@/lib/core/result";
import { returnSlips } from "@/lib/documents/return-slip";
import { returnSlipOf } from "@/lib/documents/return-slip-query";

/** The slip that travels with a return, as a PDF; what went wrong is told as plain words in the tab that was opened for it. */
export async function GET(_: Request, { params }: RouteContext<"/api/internal/returns/[rma]/slip">): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  const { actor, shop } = session;
  if (!may(actor, "returns.read")) return new Response(null, { status: 403 });
  const slip = await returnSlipOf(decodeURIComponent((await params).rma), { actor, shop, now: new Date() });
  if (!slip) {
    return new Response((await refusalWords()).sentence(refuse("nothing_to_print")), {
      status: 404,
      headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "private, no-store" },
    });
  }
  const bytes = await returnSlips([slip], slip.language);
  return new Response(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/pdf" }).stream(), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename="return-${slip.rma}.pdf"`,
      "Cache-Control": "private, no-store",
    },
  });
}
