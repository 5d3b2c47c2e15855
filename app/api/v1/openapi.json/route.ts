import { openApiDocument } from "@/lib/api/openapi";

export const dynamic = "force-static";

/** The description of the API; the same for everybody, so it is made once. */
export function GET(): Response {
  return Response.json(openApiDocument());
}
