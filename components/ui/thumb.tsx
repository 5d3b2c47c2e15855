import { cn } from "./class-name";

type ThumbProps = { src?: string | null; alt?: string; size?: number; className?: string };

/** A product's picture, or a plain tile of the same size so that rows keep their height. */
export function Thumb({ src, alt = "", size = 28, className }: ThumbProps) {
  const look = cn("thumb", className);
  const square = { width: size, height: size };
  if (!src) return <span aria-hidden className={look} style={square} />;
  // biome-ignore lint/performance/noImgElement: thumbnails are already small, and may come from any channel's host.
  return <img src={src} alt={alt} loading="lazy" decoding="async" {...square} className={look} style={square} />;
}
