import { isChoice } from "../model/columns";
import type { Column } from "../model/fields";
import { mistake } from "../model/typed";
import { draftRef } from "../server/queue";
import type { Ref } from "../server/wire";
import type { View } from "../view";
import { fromTsv, toTsv } from "./tsv";

interface Cell {
  column: Column;
  text: string;
}

/** Values for one activity, there already or to be added, and the line of the pasted text they come from. */
export interface Row {
  ref: Ref;
  line: number;
  values: Cell[];
}

/** The table as a spreadsheet sees it: cells become text, and a text the values of cells. */
export class Sheet {
  /** Values that fell on cells nobody can type in. */
  left = 0;

  /** `columns`: those on show. */
  constructor(private readonly view: View, private readonly columns: readonly Column[]) {}

  /** Some activities as text: all of their columns while rows are selected, else the selected ones. */
  text(ids: number[]): string {
    const { model, cells, selection } = this.view;
    const columns = selection.column < 0 ? this.columns : this.selectedColumns();
    return toTsv(ids.map((id) => columns.map((column) => cells.editable(column, model.slotOf.get(id)!))));
  }

  selectedColumns(): readonly Column[] {
    const [from, to] = this.view.selection.columns();
    return this.columns.slice(Math.max(from, 0), to + 1);
  }

  /**
   * What a text says from the current cell on: to rows that are there, and to such as are added behind the last.
   * One value goes into every selected cell. `own`: the text was copied here.
   */
  read(text: string, own: boolean): { rows: Row[]; added: Row[] } {
    const lines = fromTsv(text);
    if (lines.length === 1 && lines[0].length === 1) return { rows: this.fill(lines[0][0]), added: [] };
    return { rows: this.spread(lines, own), added: this.surplus(lines) };
  }

  /** The values that an activity can take. An empty one empties its cell where that may be empty. */
  row(ref: Ref, line: number, values: Cell[], cleared = false): Row {
    const { cells, model } = this.view;
    const slot = model.slotOf.get(Number(ref))!;
    const kept = values.filter(({ column, text }) => {
      const open = cells.isEditable(column, slot) && !model.isDraft(slot);
      if (!open && text) this.left++;
      // An empty start means “as soon as possible” where somebody empties it, and nothing in a spreadsheet.
      return open && (text.trim() !== "" || cleared || (canBeEmpty(column) && column.key !== "start"));
    });
    return { ref, line, values: this.chosen(kept) };
  }

  /** What is plainly wrong with a line, as a sentence. */
  mistakeIn({ ref, line, values }: Row): string | null {
    const { model, cells, t } = this.view;
    const own = model.table.number.number[model.slotOf.get(Number(ref)) ?? -1] ?? NaN;
    for (const { column, text } of values) {
      const choices = isChoice(column) ? cells.choices(column) : null;
      if (choices && !choices.some(([value]) => value === text)) {
        return this.sentence(line, column, t("invalid.choice", { value: text, choices: choices.map(([, words]) => words).join(", ") }));
      }
      // A number that these lines add themselves is known to the server alone.
      const found = mistake(column.kind, text, { own, exists: () => true });
      if (found) return this.sentence(line, column, t(found.key, found.values));
    }
    return null;
  }

  sentence(line: number, column: Column, reason: string): string {
    return this.view.t("notice.pasteRefused", { line, column: this.view.t(column.label), reason });
  }

  private fill(text: string): Row[] {
    const values = this.selectedColumns().map((column) => ({ column, text }));
    return this.view.selection.list().map((ref) => this.row(ref, 1, values)).filter((row) => row.values.length);
  }

  private spread(lines: string[][], own: boolean): Row[] {
    const { model } = this.view;
    const rows = lines.flatMap((line, at) => {
      const slot = model.rows[this.startRow() + at];
      return slot === undefined ? [] : [this.row(model.id(slot), at + 1, this.inColumns(line, own))];
    });
    return rows.filter((row) => row.values.length);
  }

  /** Lines for which no row is left become activities of their own. */
  private surplus(lines: string[][]): Row[] {
    const { model } = this.view;
    const room = Math.max(model.rows.length - this.startRow(), 0);
    const rows = lines.slice(room).map((line, at) => {
      const values = this.inColumns(line, false).filter(({ column, text }) => column.typed && text.trim());
      return { ref: draftRef(model.reserveDraft()), line: room + at + 1, values };
    });
    return rows.filter((row) => row.values.length).map((row) => ({ ...row, values: this.chosen(row.values) }));
  }

  private startRow(): number {
    return this.view.model.rows.length ? Math.max(this.view.selection.row, 0) : 0;
  }

  /** Values under the columns they fall into, from the current one (a current row: from its name) on. */
  private inColumns(line: string[], own: boolean): Cell[] {
    const current = this.view.selection.column;
    const whole = current < 0 && line.length === this.columns.length;
    const from = current >= 0 ? current : whole ? 0 : this.columns.findIndex(({ key }) => key === "name");
    return line.flatMap((text, at) => {
      const column = this.columns[from + at];
      if (!column) this.left += text ? 1 : 0;
      // Rows copied here bring what people typed: their dates follow from it at the new place.
      const follows = own && whole && (column?.key === "start" || column?.key === "finish");
      return column && !follows ? [{ column, text }] : [];
    });
  }

  /** A spreadsheet holds the words of a choice; the API wants its value. */
  private chosen(values: Cell[]): Cell[] {
    const { cells, formats } = this.view;
    const plain = (text: string): string => text.trim().toLocaleLowerCase(formats.language);
    return values.map(({ column, text }) => {
      if (!isChoice(column)) return { column, text };
      const found = cells.choices(column).find(([value, words]) => plain(words) === plain(text) || value === plain(text));
      return { column, text: found?.[0] ?? text };
    });
  }
}

export function canBeEmpty({ key, kind }: Column): boolean {
  return (kind === "date" && key !== "finish") || kind === "predecessors" || kind === "text";
}
