import { refusalWords } from "@/lib/action";
import { may } from "@/lib/actor";
import { isFromOurPage } from "@/lib/auth/request";
import { currentStaff } from "@/lib/auth/session";
import { refuse } from "@/lib/core/result";
import { largestFile, storeFile } from "@/lib/imports/store-file";

/** Takes a file as the raw body, its name in a header; answers with the import's number. */
export async function POST(request: Request): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  // The body is not a form, so the browser's own rules for forms do not apply: only our pages may send it.
  if (!isFromOurPage(request.headers)) return new Response(null, { status: 403 });
  if (!may(session.actor, "imports.run")) return inWords(403, refuse("forbidden"));
  if (Number(request.headers.get("content-length") ?? 0) > largestFile) {
    return inWords(413, refuse("file_too_large", { megabytes: largestFile / 1_000_000 }));
  }
  if (!request.body) return inWords(422, refuse("empty_file"));
  const name = nameOf(request.headers.get("x-file-name") ?? "");
  const stored = await storeFile(session.actor, { name }, request.body);
  if (stored.ok) return Response.json({ number: stored.value.number }, { status: 201 });
  return inWords(stored.refusal.code === "file_too_large" ? 413 : 422, stored.refusal);
}

// Headers are Latin-1; names of files are not.
function nameOf(header: string): string {
  try {
    return decodeURIComponent(header).slice(-255);
  } catch {
    return "file";
  }
}

async function inWords(
  status: number,
  refusal: Parameters<Awaited<ReturnType<typeof refusalWords>>["sentence"]>[0],
): Promise<Response> {
  const words = await refusalWords();
  return Response.json({ message: words.sentence(refusal) }, { status });
}
