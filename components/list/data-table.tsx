import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CSSProperties, ReactElement, ReactNode } from "react";
import { staticHtml } from "@/components/still/static-html";
import { StillPart } from "@/components/still/still";
import { cn } from "@/components/ui/class-name";
import { AppLink } from "@/components/ui/link";
import { type Density, type ListSpec, type ListState, listHref, sortHref } from "@/lib/list/params";
import { keptRow } from "./kept-rows";
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
  /** Space shows the row that the focus is on beside the list. */
  peeks?: boolean;
  rowTone?: (row: Row) => "attention" | "danger" | undefined;
  selectable?: boolean;
  spec?: ListSpec;
  state?: ListState;
  density?: Density;
  /**
   * All that cells and links depend on besides their row; given, a row's HTML is kept and shown again while it has the
   * same content. A clock among it says to which minute.
   */
  keep?: readonly (string | number)[];
  /** Shown instead of rows when there are none. */
  empty: ReactNode;
};

const hiddenBelow = { md: "max-md:hidden", lg: "max-lg:hidden", xl: "max-xl:hidden" };

/** The one list: a table rendered by the server, whose state is the address. Below 640 px each row is a card. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const t = useTranslations("list");
  const { label, rows, spec, state, selectable, empty } = props;
  const columns = visibleColumns(props.columns, spec, state);
  const density = props.density ?? state?.density ?? "compact";
  if (rows.length === 0) return <div className="rounded-lg border border-border bg-surface">{empty}</div>;
  return (
    <TableKeys>
      <div
        data-table-frame
        className="group/frame overflow-x-auto rounded-lg border border-border bg-surface lg:data-fits:overflow-visible"
      >
        <StillPart>
          <table
            aria-label={label}
            data-peeks={props.peeks && spec && state ? listHref(spec, state, { peek: "" }) : undefined}
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
            {bodyOf({ table: props, columns }, t)}
          </table>
        </StillPart>
      </div>
    </TableKeys>
  );
}

function visibleColumns<Row>(columns: readonly Column<Row>[], spec?: ListSpec, state?: ListState) {
  if (!spec?.columns || !state) return columns;
  const chosen = state.columns.flatMap((key) => columns.find((column) => column.key === key) ?? []);
  return [...chosen, ...columns.filter(({ key }) => !spec.columns?.includes(key))];
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

type BodyProps<Row> = { table: DataTableProps<Row>; columns: readonly Column<Row>[] };

/** The rows, each written as HTML or kept from before, wherever nothing in them lives in the browser. */
function bodyOf<Row>({ table, columns }: BodyProps<Row>, t: RowWords): ReactElement {
  const { rows, keep } = table;
  const context = keep && JSON.stringify([...keep, table.label, columns.map(({ key }) => key)]);
  let html = "";
  for (const row of rows) {
    const write = () => staticHtml(rowOf(row, table, columns, t));
    const written = context === undefined ? write() : keptRow(context + table.rowKey(row), row, write);
    if (written === null) {
      return <tbody className="list-rows">{rows.map((each) => rowOf(each, table, columns, t))}</tbody>;
    }
    html += written;
  }
  // biome-ignore lint/security/noDangerouslySetInnerHtml: staticHtml escapes every text and attribute.
  return <tbody className="list-rows" dangerouslySetInnerHTML={{ __html: html }} />;
}

type RowWords = (key: "selectRow", values: { row: string }) => string;

function rowOf<Row>(row: Row, table: DataTableProps<Row>, columns: readonly Column<Row>[], t: RowWords): ReactElement {
  const key = table.rowKey(row);
  const href = table.rowHref?.(row);
  return (
    <tr key={key} data-row={key} data-tone={table.rowTone?.(row)} className={href ? "cursor-pointer" : undefined}>
      {table.selectable ? (
        <td className="tick">
          <input
            type="checkbox"
            data-select
            value={key}
            aria-label={t("selectRow", { row: table.rowLabel?.(row) ?? key })}
            className="choice-box rounded-sm align-middle"
          />
        </td>
      ) : null}
      {columns.map((column, index) => cellOf(row, column, index === 0 ? href : undefined))}
      <td aria-hidden className="turn" />
    </tr>
  );
}

function cellOf<Row>(row: Row, column: Column<Row>, href: string | undefined): ReactElement {
  const { key, ellipsis, grow, phoneLabel } = column;
  const content = column.cell(row);
  return (
    <td
      key={key}
      style={ellipsis && !grow ? { maxWidth: ellipsis } : undefined}
      className={cellClass(column, href !== undefined)}
    >
      {phoneLabel ? <span className="me-1 text-text-3 sm:hidden">{column.header}</span> : null}
      {href ? (
        <a data-row-link href={href} className="font-semibold hover:underline">
          {content}
        </a>
      ) : (
        content
      )}
    </td>
  );
}

// The words of `list-rows` in globals.css: a row's looks are said there once, not on each cell.
function cellClass<Row>(column: Column<Row>, leads: boolean): string | undefined {
  const { align, ellipsis, grow, muted, hideBelow, phone = leads ? "title" : "line" } = column;
  const words = [
    phone === "line" ? "" : `phone-${phone}`,
    align === "end" ? "numerals" : "",
    muted ? "muted" : "",
    ellipsis || grow ? "ellipsis" : "",
    grow ? "grow-cell" : "",
    hideBelow ? `from-${hideBelow}` : "",
  ];
  return words.filter(Boolean).join(" ") || undefined;
}
