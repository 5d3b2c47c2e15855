import { notFound } from "next/navigation";
import { requireStaff } from "@/lib/auth/session";

/** The empty signed-in page that the bench measures others against; it exists only while the bench runs. */
export default async function BenchFloorPage() {
  if (process.env.COUNTINGHOUSE_BENCH !== "1") notFound();
  await requireStaff();
  return null;
}
