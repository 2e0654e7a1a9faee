import { isoText, type Formats } from "./formats";
import type { MessageKey, Translate } from "./messages";
import type { PlanModel } from "./model";
import { percentOf } from "./typed";
import { CODED, SUMMARY, TASK, type CodedField, type NumericField, type TextField } from "./table";

export type ColumnKey = Exclude<NumericField, "id" | "parent" | "version"> | Exclude<TextField, "duration_text"> | CodedField;
export type Editor = "text" | "name" | "date" | "duration" | "percent" | "predecessors" | "select";

export interface Column {
  key: ColumnKey;
  label: MessageKey;
  width: number;
  usual?: boolean;
  end?: boolean;
  editor?: Editor;
  /** Summaries get this value from below: it cannot be typed. */
  rolledUp?: boolean;
}

const date = (key: ColumnKey, more: Partial<Column> = {}): Column =>
  ({ key, label: `column.${key}` as MessageKey, width: 116, ...more });

/** Every column there is, in the order in which they stand. */
export const COLUMNS: Column[] = [
  { key: "number", label: "column.number", width: 48, usual: true, end: true },
  { key: "wbs", label: "column.wbs", width: 72, usual: true },
  { key: "name", label: "column.name", width: 250, usual: true, editor: "name" },
  { key: "duration", label: "column.duration", width: 86, usual: true, end: true, editor: "duration", rolledUp: true },
  date("start", { usual: true, editor: "date", rolledUp: true }),
  date("finish", { usual: true, editor: "date", rolledUp: true }),
  { key: "percent", label: "column.percent", width: 92, usual: true, end: true, editor: "percent", rolledUp: true },
  { key: "predecessors", label: "column.predecessors", width: 110, usual: true, editor: "predecessors" },
  { key: "total_float", label: "column.total_float", width: 92, usual: true, end: true },
  { key: "critical", label: "column.critical", width: 74, usual: true },
  { key: "resources", label: "column.resources", width: 150, usual: true, editor: "text", rolledUp: true },
  { key: "free_float", label: "column.free_float", width: 92, end: true },
  { key: "kind", label: "column.kind", width: 90, editor: "select", rolledUp: true },
  { key: "mode", label: "column.mode", width: 96, editor: "select" },
  { key: "active", label: "column.active", width: 70, editor: "select" },
  { key: "constraint", label: "column.constraint", width: 160, editor: "select" },
  date("constraint_date", { width: 130, editor: "date" }),
  date("deadline", { editor: "date" }),
  { key: "calendar", label: "column.calendar", width: 140, editor: "select", rolledUp: true },
  date("early_start"),
  date("early_finish"),
  date("late_start"),
  date("late_finish"),
  date("actual_start", { editor: "date", rolledUp: true }),
  date("actual_finish", { editor: "date", rolledUp: true }),
  date("baseline_start"),
  date("baseline_finish"),
];

export const COLUMN_OF = new Map(COLUMNS.map((column) => [column.key, column]));
/** What a narrow page shows of each row: its name, and one line of figures. */
export const NARROW_COLUMNS: ColumnKey[] = ["name", "start", "finish", "percent", "critical"];

/** Another order: the column at `from` stands at `to`. */
export function moved<T>(keys: readonly T[], from: number, to: number): T[] {
  const others = keys.filter((_, at) => at !== from);
  return [...others.slice(0, to), keys[from], ...others.slice(to)];
}

/** A column joins those on show behind the last of them that usually stands before it. */
export function withColumn(shown: readonly ColumnKey[], key: ColumnKey): ColumnKey[] {
  const usual = COLUMNS.map((column) => column.key);
  const before = shown.filter((each) => usual.indexOf(each) < usual.indexOf(key)).at(-1);
  const at = before === undefined ? 0 : shown.indexOf(before) + 1;
  return [...shown.slice(0, at), key, ...shown.slice(at)];
}

/** What cells say, and what an editor of a cell begins with. */
export class CellText {
  private readonly calendars: Map<number, string>;

  constructor(private readonly model: PlanModel, private readonly formats: Formats, private readonly t: Translate) {
    this.calendars = new Map(model.plan.calendars.map(({ id, name }) => [id, name]));
  }

  shown(column: Column, slot: number): string {
    const { number, text, code } = this.model.table;
    const key = column.key;
    if (this.model.isDraft(slot)) return key === "name" ? text.name[slot] || this.t("row.unnamed") : "";
    switch (key) {
      case "name": case "wbs": case "predecessors": case "resources":
        return text[key][slot];
      case "duration":
        return text.duration_text[slot];
      case "kind": case "mode": case "constraint":
        return this.t(`${key}.${CODED[key][code[key][slot]]}` as MessageKey);
      case "number":
        return String(number.number[slot]);
      case "percent":
        return this.formats.percent(number.percent[slot]);
      case "total_float": case "free_float":
        return this.formats.workingDays(number[key][slot]);
      case "critical":
        return number.critical[slot] ? this.t("critical.yes") : "";
      case "active":
        return this.t(number.active[slot] ? "yes" : "no");
      case "calendar":
        return this.calendars.get(number.calendar[slot]) ?? this.t("calendar.project");
      default:
        return this.formats.day(number[key][slot]);
    }
  }

  /** The full moment behind a date that is shown by its day only. */
  title(column: Column, slot: number): string {
    if (!isDate(column)) return this.shown(column, slot);
    return this.formats.moment(this.model.table.number[column.key as NumericField][slot]);
  }

  /** The text an editor starts with; also what goes to a spreadsheet. */
  editable(column: Column, slot: number): string {
    const { number } = this.model.table;
    if (isDate(column)) return isoText(number[column.key as NumericField][slot]);
    if (column.key === "percent") return Number.isNaN(number.percent[slot]) ? "" : String(number.percent[slot]);
    if (column.key === "name") return this.model.table.text.name[slot];
    return this.shown(column, slot);
  }

  /** Choices of a select, as [value of the API, words]. */
  choices(column: Column): [string, string][] {
    if (column.key === "calendar") {
      return [["0", this.t("calendar.project")], ...this.model.plan.calendars.map(({ id, name }): [string, string] => [String(id), name])];
    }
    if (column.key === "active") return [["1", this.t("yes")], ["0", this.t("no")]];
    const key = column.key as CodedField;
    const words = key === "kind" ? CODED.kind.slice(0, SUMMARY) : CODED[key];
    return words.map((word): [string, string] => [word, this.t(`${key}.${word}` as MessageKey)]);
  }

  /** Value of a select as the API names it. */
  choice(column: Column, slot: number): string {
    const { number, code } = this.model.table;
    if (column.key === "calendar") return String(number.calendar[slot] || 0);
    if (column.key === "active") return String(number.active[slot]);
    const key = column.key as CodedField;
    return CODED[key][code[key][slot]] ?? CODED[key][TASK];
  }

  /** Why a cell cannot be typed in, as a sentence. */
  whyNot(column: Column, slot: number): string {
    const values = { column: this.t(column.label) };
    if (!this.model.canChange) return this.t("state.readonly");
    return this.t(column.editor && this.model.isSummary(slot) ? "cell.rolledUp" : "cell.computed", values);
  }

  isEditable(column: Column, slot: number): boolean {
    if (!column.editor || !this.model.canChange) return false;
    return !(column.rolledUp && this.model.isSummary(slot));
  }
}

export function isDate(column: Column): boolean {
  return column.editor === "date" || /_(start|finish)$/.test(column.key);
}

/** The value that a command carries for a typed text. */
export function fieldValue(column: Column, text: string): string | number | null {
  const value = text.trim();
  if (column.editor === "select" && (column.key === "calendar" || column.key === "active")) return Number(value);
  if (column.editor === "percent") return percentOf(value) ?? value;
  if (column.editor === "date" && value === "") return null;
  return value;
}
