"use client";

import { Problem } from "@/components/shell/problem";

export default function ErrorPage(props: { error: unknown; retry: () => void }) {
  return <Problem {...props} />;
}
