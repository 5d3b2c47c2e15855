import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CSSProperties, ReactNode } from "react";
import { cn } from "@/components/ui/class-name";
import { AppLink } from "@/components/ui/link";
import { type Density, type ListSpec, type ListState, sortHref } from "@/lib/list/params";
import { TableKeys } from "./table-keys";

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** Any CSS width; columns share what is left. */
  width?: string;
  /** Longer content ends in an ellipsis at this many pixels. */
  ellipsis?: number;
  /** Takes the room that is left and gives it up first: one column of words in a wide table. */
  grow?: boolean;
  /** The sort of the list this header switches. */
  sort?: string;
  muted?: boolean;
  /** On phones each row is a card: its head, the end of its head, a part of the second line, or left out. */
  phone?: "title" | "aside" | "line" | "hide";
  /** Says the header before the value on phones, where it would not explain itself. */
  phoneLabel?: boolean;
  hideBelow?: "md" | "lg" | "xl";
};

type DataTableProps<Row> = {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  rowHref?: (row: Row) => string;
  /** What a row is called where only its checkbox is heard. */
  rowLabel?: (row: Row) => string;
  peekHref?: (row: Row) => string;
  rowTone?: (row: Row) => "attention" | "danger" | undefined;
  selectable?: boolean;
  spec?: ListSpec;
  state?: ListState;
  density?: Density;
  /** Shown instead of rows when there are none. */
  empty: ReactNode;
};

const hiddenBelow = { md: "max-md:hidden", lg: "max-lg:hidden", xl: "max-xl:hidden" };

const onPhone = {
  title: "max-sm:order-1 max-sm:min-w-0 max-sm:flex-1 max-sm:font-semibold",
  aside: "max-sm:order-2",
  line: "max-sm:order-4 max-sm:text-text-2",
  hide: "max-sm:hidden",
};

const phoneCell = "max-sm:h-auto max-sm:border-0 max-sm:p-0";

/** The one list: a table rendered by the server, whose state is the address. Below 640 px each row is a card. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, rowKey, spec, state, selectable, empty } = props;
  const columns = visibleColumns(props.columns, spec, state);
  const density = props.density ?? state?.density ?? "compact";
  if (rows.length === 0) return <div className="rounded-lg border border-border bg-surface">{empty}</div>;
  return (
    <TableKeys>
      <div
        data-table-frame
        className="group/frame overflow-x-auto rounded-lg border border-border bg-surface lg:data-fits:overflow-visible"
      >
        <table
          aria-label={label}
          className="w-full text-sm max-sm:block"
          style={{ "--row": density === "comfortable" ? "44px" : "36px" } as CSSProperties}
        >
          <thead className="max-sm:sr-only">
            <tr>
              {selectable ? <SelectAllCell /> : null}
              {columns.map((column) => (
                <HeaderCell key={column.key} column={column} spec={spec} state={state} />
              ))}
            </tr>
          </thead>
          <tbody className="max-sm:block [&>tr:last-child>td]:border-b-0">
            {rows.map((row) => (
              <BodyRow key={rowKey(row)} row={row} columns={columns} table={props} />
            ))}
          </tbody>
        </table>
      </div>
    </TableKeys>
  );
}

function visibleColumns<Row>(columns: readonly Column<Row>[], spec?: ListSpec, state?: ListState) {
  if (!spec?.columns || !state) return columns;
  return columns.filter(({ key }) => !spec.columns?.includes(key) || state.columns.includes(key));
}

const headerClass =
  "h-9 whitespace-nowrap border-border border-b bg-surface px-3 font-medium text-text-3 text-xs first:rounded-ss-lg last:rounded-se-lg lg:group-data-fits/frame:sticky lg:group-data-fits/frame:top-[calc(var(--top-bar)+var(--list-bar,0px))] lg:group-data-fits/frame:z-10";

function SelectAllCell() {
  const t = useTranslations("list");
  return (
    <th scope="col" className={cn(headerClass, "w-9 pe-0 text-start")}>
      <input
        type="checkbox"
        data-select-all
        aria-label={t("selectAll")}
        className="choice-box rounded-sm align-middle"
      />
    </th>
  );
}

type HeaderCellProps<Row> = { column: Column<Row>; spec?: ListSpec; state?: ListState };

function HeaderCell<Row>({ column, spec, state }: HeaderCellProps<Row>) {
  const t = useTranslations("list");
  const { header, align, width, sort, hideBelow } = column;
  const current = sort !== undefined && state?.sort?.key === sort ? state.sort.direction : undefined;
  const Arrow = current === "asc" ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={current === "asc" ? "ascending" : current === "desc" ? "descending" : undefined}
      style={width ? { width } : undefined}
      className={cn(headerClass, align === "end" ? "text-end" : "text-start", hideBelow && hiddenBelow[hideBelow])}
    >
      {sort && spec && state ? (
        <AppLink
          href={sortHref(spec, state, sort)}
          className={cn("group relative hover:text-text", current && "text-text-2")}
        >
          {header}
          <Arrow
            aria-hidden
            className={cn(
              "absolute top-px size-3.5",
              align === "end" ? "end-full me-0.5" : "start-full ms-0.5",
              !current && "opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60",
            )}
          />
          {current ? <span className="sr-only">{t(current === "asc" ? "sortedUp" : "sortedDown")}</span> : null}
        </AppLink>
      ) : (
        header
      )}
    </th>
  );
}

const tones = {
  attention: "max-sm:shadow-[inset_3px_0_var(--attention)] sm:[&>td:first-child]:shadow-[inset_3px_0_var(--attention)]",
  danger: "max-sm:shadow-[inset_3px_0_var(--danger)] sm:[&>td:first-child]:shadow-[inset_3px_0_var(--danger)]",
};

type BodyRowProps<Row> = { row: Row; columns: readonly Column<Row>[]; table: DataTableProps<Row> };

function BodyRow<Row>({ row, columns, table }: BodyRowProps<Row>) {
  const t = useTranslations("list");
  const key = table.rowKey(row);
  const href = table.rowHref?.(row);
  const tone = table.rowTone?.(row);
  return (
    <tr
      data-row={key}
      data-peek={table.peekHref?.(row)}
      className={cn(
        "hover:bg-hover has-[[data-select]:checked]:bg-selected has-[[data-row-link]:focus-visible]:bg-selected",
        "max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-1 max-sm:border-border max-sm:border-b max-sm:px-3.5 max-sm:py-2.5 max-sm:last:border-b-0",
        href && "cursor-pointer",
        tone && tones[tone],
      )}
    >
      {table.selectable ? (
        <td className={cn("border-border border-b ps-3", phoneCell, "max-sm:order-0 max-sm:leading-none")}>
          <input
            type="checkbox"
            data-select
            value={key}
            aria-label={t("selectRow", { row: table.rowLabel?.(row) ?? key })}
            className="choice-box rounded-sm align-middle"
          />
        </td>
      ) : null}
      {columns.map((column, index) => (
        <BodyCell key={column.key} row={row} column={column} href={index === 0 ? href : undefined} />
      ))}
      <td aria-hidden className="hidden h-0 basis-full p-0 max-sm:order-3 max-sm:block" />
    </tr>
  );
}

function BodyCell<Row>({ row, column, href }: { row: Row; column: Column<Row>; href?: string }) {
  const { align, ellipsis, grow, muted, hideBelow, phone = href ? "title" : "line", phoneLabel } = column;
  const content = column.cell(row);
  return (
    <td
      style={ellipsis && !grow ? { maxWidth: ellipsis } : undefined}
      className={cn(
        "h-(--row) whitespace-nowrap border-border border-b px-3",
        align === "end" && "numerals",
        muted && "text-text-2",
        (ellipsis || grow) && "ellipsis",
        grow && "sm:w-full sm:min-w-36 sm:max-w-0",
        hideBelow && hiddenBelow[hideBelow],
        phoneCell,
        onPhone[phone],
      )}
    >
      {phoneLabel ? <span className="me-1 text-text-3 sm:hidden">{column.header}</span> : null}
      {href ? (
        <AppLink data-row-link href={href} className="font-semibold hover:underline">
          {content}
        </AppLink>
      ) : (
        content
      )}
    </td>
  );
}
