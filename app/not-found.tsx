import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  const t = useTranslations("common.notFound");
  return (
    <EmptyState
      kind="no-match"
      level={1}
      title={t("title")}
      text={t("text")}
      action={<ButtonLink href="/">{t("action")}</ButtonLink>}
      className="min-h-[60vh] content-center"
    />
  );
}
