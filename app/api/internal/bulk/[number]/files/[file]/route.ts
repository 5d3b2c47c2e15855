import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { getBulkFile } from "@/lib/bulk/queries";

/** A file that a bulk change printed. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/api/internal/bulk/[number]/files/[file]">,
): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  if (!may(session.actor, "documents.print")) return new Response(null, { status: 403 });
  const { number, file } = await params;
  const pdf = /^\d{1,4}$/.test(file) ? await getBulkFile(session.actor, number, Number(file)) : null;
  if (!pdf) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(pdf), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename="${number.replace(/[^\w-]/g, "_")}-${file}.pdf"`,
      "Cache-Control": "private, no-store",
    },
  });
}
