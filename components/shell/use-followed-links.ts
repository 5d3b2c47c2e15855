"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/**
 * Follows the house's own links for the whole page. One listener serves them all: links are plain HTML that costs the
 * server nothing, work before any script has come, and may stand in HTML that React does not know.
 */
export function useFollowedLinks(): void {
  const router = useRouter();
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-app-link]") : null;
      const href = link?.getAttribute("href");
      if (!link || !href || link.target || link.hasAttribute("download") || !isPage(href)) return;
      event.preventDefault();
      router.push(href, { scroll: link.dataset.appLink !== "keep-scroll" });
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, [router]);
}

/** Files, places on this page and other houses are the browser's. */
function isPage(href: string): boolean {
  return href.startsWith("?") || (/^\/(?!\/)/.test(href) && !href.startsWith("/api/"));
}
