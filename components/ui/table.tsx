import type { ComponentProps } from "react";
import { cn } from "./class-name";

type Aligned = { align?: "start" | "end" };

export function Table({ className, ...rest }: ComponentProps<"table">) {
  return <table className={cn("w-full text-sm", className)} {...rest} />;
}

export function THead(props: ComponentProps<"thead">) {
  return <thead {...props} />;
}

export function TBody({ className, ...rest }: ComponentProps<"tbody">) {
  return <tbody className={cn("[&>tr:last-child>*]:border-b-0", className)} {...rest} />;
}

export function TFoot({ className, ...rest }: ComponentProps<"tfoot">) {
  return <tfoot className={cn("font-semibold [&_td]:border-t [&_td]:border-b-0", className)} {...rest} />;
}

export function Tr({ className, ...rest }: ComponentProps<"tr">) {
  return <tr className={className} {...rest} />;
}

export function Th({ align = "start", className, ...rest }: Omit<ComponentProps<"th">, "align"> & Aligned) {
  return (
    <th
      scope="col"
      className={cn(
        "h-9 whitespace-nowrap border-border border-b px-3 font-medium text-text-3 text-xs",
        align === "end" ? "text-end" : "text-start",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({
  align = "start",
  muted,
  className,
  ...rest
}: Omit<ComponentProps<"td">, "align"> & Aligned & { muted?: boolean }) {
  return (
    <td
      className={cn(
        "h-(--row) border-border border-b px-3",
        align === "end" && "numerals",
        muted && "text-text-2",
        className,
      )}
      {...rest}
    />
  );
}
