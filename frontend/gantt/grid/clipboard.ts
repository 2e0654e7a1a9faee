import { fieldValue, isChoice } from "../model/columns";
import type { Column } from "../model/fields";
import type { Edits } from "../controls/edits";
import type { Grid } from "./grid";
import { draftRef } from "../server/queue";
import { fromTsv, toTsv } from "./tsv";
import { mistake } from "../model/typed";
import type { View } from "../view";
import type { Command, Fields, Problem, Ref } from "../server/wire";

interface Cell {
  column: Column;
  text: string;
}

/** Values for one activity, there already or to be added, and the line of the pasted text they come from. */
interface Row {
  ref: Ref;
  line: number;
  values: Cell[];
}

/** Ranges to and from spreadsheets. What cannot be taken as a whole is not taken at all. */
export class Clipboard {
  /** What was copied or cut here last. */
  private own = "";
  /** Values that fell on cells nobody can type in. */
  private left = 0;

  constructor(private readonly view: View, private readonly grid: Grid, private readonly edits: Edits) {}

  /** Serves the clipboard while the focus is in the table; the answer ends that. */
  listen(treegrid: HTMLElement): () => void {
    const over = new AbortController();
    // Firefox sends these events to where text is selected, which is not where the focus is.
    const when = (serve: (event: ClipboardEvent) => void) => (event: ClipboardEvent) => document.activeElement === treegrid && serve(event);
    document.addEventListener("copy", when((event) => this.take(event, false)), over);
    document.addEventListener("cut", when((event) => this.take(event, true)), over);
    document.addEventListener("paste", when((event) => this.give(event)), over);
    return () => over.abort();
  }

  /** Answers a copy or cut event. Cut rows wait to be pasted elsewhere, cut cells are emptied. */
  private take(event: ClipboardEvent, cut: boolean): void {
    const { selection, model, t } = this.view;
    const ids = selection.list();
    if (!event.clipboardData || !ids.length) return;
    event.preventDefault();
    this.own = this.text(ids);
    event.clipboardData.setData("text/plain", this.own);
    const rows = cut && model.canChange && selection.column < 0;
    selection.cut = new Set(rows ? model.topmost(ids.filter((id) => id > 0)) : []);
    this.view.say(t(rows ? "notice.cut" : "notice.copied", { count: ids.length }));
    this.view.redraw(true);
    if (cut && model.canChange && !rows) this.clear();
  }

  /** Answers a paste event. */
  private give(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain").replaceAll("\r\n", "\n");
    if (!text || !this.view.model.canChange) return;
    event.preventDefault();
    if (this.view.selection.cut.size && text === this.own) this.move();
    else this.paste(text);
  }

  /** Writes what was copied from the current cell on; lines beyond the last row are added. */
  private paste(text: string): void {
    const values = fromTsv(text);
    this.left = 0;
    const single = values.length === 1 && values[0].length === 1;
    const rows = single ? this.fill(values[0][0]) : this.spread(values, text === this.own);
    const added = single ? [] : this.surplus(values);
    const wrong = [...rows, ...added].map((row) => this.mistakeIn(row)).find((reason) => reason !== null);
    if (wrong) return this.view.show(wrong, { urgent: true });
    if (!rows.length && !added.length) return this.view.show(this.view.t("notice.nothingPasted"));
    this.send(rows, added);
    if (this.left && text !== this.own) this.view.show(this.view.t("notice.leftOut", { count: this.left }));
  }

  /** Every selected row gets the values of the first. */
  fillDown(): void {
    const { selection, cells, model } = this.view;
    const ids = selection.list();
    if (selection.column < 0 || ids.length < 2) return;
    const first = model.slotOf.get(ids[0])!;
    const values = this.selectedColumns().map((column) => ({ column, text: cells.editable(column, first) }));
    this.setRows(ids.slice(1).map((ref) => this.row(ref, 0, values)));
  }

  /** Empties the selected cells; what cannot be empty says so. */
  clear(): void {
    const columns = this.selectedColumns();
    const values = columns.filter((column) => canBeEmpty(column)).map((column) => ({ column, text: "" }));
    if (values.length) this.setRows(this.view.selection.list().map((ref) => this.row(ref, 0, values, true)));
    else this.view.say(this.view.t("cell.needed", { column: this.view.t(columns[0]!.label) }));
  }

  private text(ids: number[]): string {
    const { model, cells } = this.view;
    const columns = this.view.selection.column < 0 ? this.grid.columns : this.selectedColumns();
    return toTsv(ids.map((id) => columns.map((column) => cells.editable(column, model.slotOf.get(id)!))));
  }

  private selectedColumns(): Column[] {
    const [from, to] = this.view.selection.columns();
    return this.grid.columns.slice(Math.max(from, 0), to + 1);
  }

  /** Puts the rows that were cut below the current one. */
  private move(): void {
    const { selection, model } = this.view;
    const ids = [...selection.cut];
    for (let up = selection.slot; up >= 0; up = model.parentSlot[up]) {
      if (selection.cut.has(model.id(up))) return this.view.show(this.view.t("notice.intoItself"));
    }
    const { parent, after } = model.placeBelow(selection.current);
    selection.cut = new Set();
    this.edits.place(ids, parent, after);
  }

  private send(rows: Row[], added: Row[]): void {
    const { model } = this.view;
    const last = model.rows[model.rows.length - 1];
    const parent = last === undefined ? null : model.table.number.parent[last] || null;
    let after: Ref | null = last === undefined ? null : model.id(last);
    const adds = added.map(({ ref, values }): Command => {
      const fields: Fields = Object.fromEntries(values.map(({ column, text }) => [column.key, fieldValue(column, text)]));
      const command: Command = { do: "add", ref: String(ref), parent, after, fields };
      after = ref;
      return command;
    });
    this.setRows(rows, adds, (problem) => this.refused(problem, [...rows, ...added]));
  }

  private setRows(rows: Row[], more: Command[] = [], refused?: (problem: Problem) => boolean): void {
    const full = rows.filter(({ values }) => values.length).map(({ ref, values }) => ({ id: Number(ref), values }));
    this.edits.setMany(full, more, refused);
  }

  /** One value goes into every selected cell. */
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
    const whole = current < 0 && line.length === this.grid.columns.length;
    const from = current >= 0 ? current : whole ? 0 : this.grid.columns.findIndex(({ key }) => key === "name");
    return line.flatMap((text, at) => {
      const column = this.grid.columns[from + at];
      if (!column) this.left += text ? 1 : 0;
      // Rows copied here bring what people typed: their dates follow from it at the new place.
      const follows = own && whole && (column?.key === "start" || column?.key === "finish");
      return column && !follows ? [{ column, text }] : [];
    });
  }

  /** The values that an activity can take. An empty one empties its cell where that may be empty. */
  private row(ref: Ref, line: number, values: Cell[], cleared = false): Row {
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

  /** What is plainly wrong with a line, as a sentence. */
  private mistakeIn({ ref, line, values }: Row): string | null {
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

  private refused(problem: Problem, rows: Row[]): boolean {
    if (problem.status !== 422 && problem.status !== 400) return false;
    const row = rows.find(({ ref }) => String(ref) === String(problem.row));
    const cell = row?.values.find(({ column }) => column.key === problem.field) ?? row?.values[0];
    if (!row || !cell) return false;
    this.view.redraw(true);
    this.view.show(this.sentence(row.line, cell.column, problem.detail || problem.title), { urgent: true });
    return true;
  }

  private sentence(line: number, column: Column, reason: string): string {
    return this.view.t("notice.pasteRefused", { line, column: this.view.t(column.label), reason });
  }
}

function canBeEmpty({ key, kind }: Column): boolean {
  return (kind === "date" && key !== "finish") || kind === "predecessors" || kind === "text";
}
