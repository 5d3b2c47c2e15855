import type { ReactNode } from "react";

/** The customer's pages: a phone's width, whatever the screen. */
export default function TrackLayout({ children }: { children: ReactNode }) {
  return (
    <div className="min-h-dvh bg-bg">
      <main className="mx-auto w-full max-w-[480px] px-4 pt-5 pb-12">{children}</main>
    </div>
  );
}
