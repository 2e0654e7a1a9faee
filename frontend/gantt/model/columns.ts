import { CODED, COLUMNS, type CodedField, type Column, type ColumnKey } from "./fields";
import { isoText, type Formats } from "./formats";
import type { MessageKey, Translate } from "./messages";
import type { PlanModel } from "./model";
import { SUMMARY } from "./table";
import { percentOf } from "./typed";

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
    if (this.model.isDraft(slot)) return column.key === "name" ? text.name[slot] || this.t("row.unnamed") : "";
    switch (column.kind) {
      case "text": case "name": case "predecessors":
        return text[column.key][slot];
      case "duration":
        return text.duration_text[slot];
      case "words":
        return this.word(column.key, code[column.key][slot]);
      case "number":
        return String(number[column.key][slot]);
      case "date":
        return this.formats.day(number[column.key][slot]);
      case "percent":
        return this.formats.percent(number[column.key][slot]);
      case "span":
        return this.formats.workingDays(number[column.key][slot]);
      case "mark":
        return number[column.key][slot] ? this.t(`${column.key}.yes`) : "";
      case "flag":
        return this.t(number[column.key][slot] ? "yes" : "no");
      case "calendar":
        return this.calendars.get(number[column.key][slot]) ?? this.t("calendar.project");
    }
  }

  /** The full moment behind a date that is shown by its day only. */
  title(column: Column, slot: number): string {
    if (column.kind !== "date") return this.shown(column, slot);
    return this.formats.moment(this.model.table.number[column.key][slot]);
  }

  /** The text an editor starts with; also what goes to a spreadsheet. */
  editable(column: Column, slot: number): string {
    const { number, text } = this.model.table;
    if (column.kind === "date") return isoText(number[column.key][slot]);
    if (column.kind === "percent") return Number.isNaN(number[column.key][slot]) ? "" : String(number[column.key][slot]);
    if (column.kind === "name") return text[column.key][slot];
    return this.shown(column, slot);
  }

  /** Choices of a select, as [value of the API, words]. */
  choices(column: Choice): [string, string][] {
    if (column.kind === "calendar") return [["0", this.t("calendar.project")], ...Array.from(this.calendars, ([id, name]): [string, string] => [String(id), name])];
    if (column.kind === "flag") return [["1", this.t("yes")], ["0", this.t("no")]];
    const words = column.key === "kind" ? CODED.kind.slice(0, SUMMARY) : CODED[column.key];
    return words.map((word, code): [string, string] => [word, this.word(column.key, code)]);
  }

  /** Value of a select as the API names it. */
  choice(column: Choice, slot: number): string {
    const { number, code } = this.model.table;
    if (column.kind === "words") return CODED[column.key][code[column.key][slot]];
    return String(number[column.key][slot] || 0);
  }

  private word(field: CodedField, code: number): string {
    return this.t(`${field}.${CODED[field][code]}` as MessageKey);
  }

  /** Why a cell cannot be typed in, as a sentence. */
  whyNot(column: Column, slot: number): string {
    const values = { column: this.t(column.label) };
    if (!this.model.canChange) return this.t("state.readonly");
    return this.t(column.typed && this.model.isSummary(slot) ? "cell.rolledUp" : "cell.computed", values);
  }

  isEditable(column: Column, slot: number): boolean {
    if (!column.typed || !this.model.canChange) return false;
    return !(column.rolledUp && this.model.isSummary(slot));
  }
}

/** A column whose values are chosen, not written. */
export type Choice = Extract<Column, { kind: "words" | "flag" | "calendar" }>;

export function isChoice(column: Column): column is Choice {
  return column.kind === "words" || column.kind === "flag" || column.kind === "calendar";
}

/** The value that a command carries for a typed text. */
export function fieldValue({ kind }: Column, text: string): string | number | null {
  const value = text.trim();
  if (kind === "calendar" || kind === "flag") return Number(value);
  if (kind === "percent") return percentOf(value) ?? value;
  if (kind === "date" && value === "") return null;
  return value;
}
