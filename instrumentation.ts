/** Runs once as a server process starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { noteAddresses } = await import("@/lib/auth/note-address");
  noteAddresses();
}
