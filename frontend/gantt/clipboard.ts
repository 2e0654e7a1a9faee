import type { Column } from "./columns";
import type { Edits } from "./edits";
import type { Grid } from "./grid";
import { draftRef } from "./queue";
import { fromTsv, toTsv } from "./tsv";
import type { View } from "./view";
import { fieldValue } from "./columns";
import type { Command, Fields } from "./wire";

type Row = { id: number; values: { column: Column; text: string }[] };

/** Ranges to and from spreadsheets. */
export class Clipboard {
  constructor(private readonly view: View, private readonly grid: Grid, private readonly edits: Edits) {}

  /** Selected rows and columns as text; whole rows give every visible column. */
  copy(): { text: string; rows: number } | null {
    const { selection, model, cells } = this.view;
    const ids = selection.list();
    if (!ids.length) return null;
    const [from, to] = selection.column < 0 ? [0, this.grid.columns.length - 1] : selection.columns();
    const columns = this.grid.columns.slice(from, to + 1);
    const rows = ids.map((id) => columns.map((column) => cells.editable(column, model.slotOf.get(id)!)));
    return { text: toTsv(rows), rows: rows.length };
  }

  /** Writes what was copied from the current cell on; rows that do not fit are added. Returns rows touched. */
  paste(text: string): number {
    const values = fromTsv(text);
    if (!values.length || !this.view.model.canChange) return 0;
    const single = values.length === 1 && values[0].length === 1;
    const rows = single ? this.fill(values[0][0]) : this.spread(values);
    const added = single ? [] : this.surplus(values);
    if (rows.length || added.length) this.edits.setMany(rows, added);
    return rows.length + added.length;
  }

  /** One value goes into every selected cell. */
  fill(value: string): Row[] {
    const { selection } = this.view;
    const [from, to] = selection.columns();
    const columns = this.grid.columns.slice(Math.max(from, 0), to + 1);
    return this.editableRows(selection.list(), columns.map((column) => ({ column, value })));
  }

  /** Every selected row gets the values of the first. */
  fillDown(): void {
    const { selection, cells, model } = this.view;
    const ids = selection.list();
    if (selection.column < 0 || ids.length < 2) return;
    const [from, to] = selection.columns();
    const first = model.slotOf.get(ids[0])!;
    const values = this.grid.columns.slice(from, to + 1).map((column) => ({ column, value: cells.editable(column, first) }));
    this.edits.setMany(this.editableRows(ids.slice(1), values));
  }

  clear(): void {
    const { selection } = this.view;
    const [from, to] = selection.columns();
    const values = this.grid.columns.slice(from, to + 1).map((column) => ({ column, value: "" }));
    this.edits.setMany(this.editableRows(selection.list(), values));
  }

  private spread(values: string[][]): Row[] {
    const { model } = this.view;
    return values.flatMap((line, at) => {
      const slot = model.rows[this.startRow() + at];
      if (slot === undefined) return [];
      return this.editableRows([model.id(slot)], this.inColumns(line));
    });
  }

  private surplus(values: string[][]): Command[] {
    const { model } = this.view;
    const room = model.rows.length - this.startRow();
    const last = model.rows[model.rows.length - 1];
    let after: number | string | null = last === undefined ? null : model.id(last);
    const parent = last === undefined ? null : model.table.number.parent[last] || null;
    return values.slice(Math.max(room, 0)).map((line): Command => {
      const fields: Fields = {};
      for (const { column, value } of this.inColumns(line)) if (column.editor && value) fields[column.key] = fieldValue(column, this.choice(column, value));
      const ref = draftRef(model.reserveDraft());
      const command: Command = { do: "add", ref, parent, after, fields };
      after = ref;
      return command;
    });
  }

  private startRow(): number {
    return this.view.model.rows.length ? Math.max(this.view.selection.row, 0) : 0;
  }

  /** Values under the columns they fall into, from the current one (a current row: from its name) on. */
  private inColumns(line: string[]): { column: Column; value: string }[] {
    const current = this.view.selection.column;
    const whole = current < 0 && line.length === this.grid.columns.length;
    const from = current >= 0 ? current : whole ? 0 : this.grid.columns.findIndex(({ key }) => key === "name");
    return line.flatMap((value, at) => {
      const column = this.grid.columns[from + at];
      return column ? [{ column, value }] : [];
    });
  }

  private editableRows(ids: number[], values: { column: Column; value: string }[]): Row[] {
    const { cells, model } = this.view;
    const rows = ids.map((id) => ({
      id,
      values: values
        .filter(({ column }) => cells.isEditable(column, model.slotOf.get(id)!))
        .map(({ column, value }) => ({ column, text: this.choice(column, value) })),
    }));
    return rows.filter((row) => row.values.length);
  }

  /** A spreadsheet holds the words of a choice; the API wants its value. */
  private choice(column: Column, value: string): string {
    if (column.editor !== "select") return value;
    const wanted = value.trim().toLocaleLowerCase(this.view.formats.language);
    const found = this.view.cells.choices(column).find(([, words]) => words.toLocaleLowerCase(this.view.formats.language) === wanted);
    return found?.[0] ?? value;
  }
}
