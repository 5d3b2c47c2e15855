import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function Forbidden() {
  const t = useTranslations("common.notAllowed");
  return (
    <EmptyState
      kind="not-allowed"
      level={1}
      title={t("title")}
      text={t("text")}
      action={<ButtonLink href="/">{t("action")}</ButtonLink>}
      className="min-h-[60vh] content-center"
    />
  );
}
