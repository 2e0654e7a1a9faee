import type { Edits } from "../controls/edits";
import { fieldValue } from "../model/columns";
import type { Command, Fields, Problem, Ref } from "../server/wire";
import type { View } from "../view";
import type { Grid } from "./grid";
import { canBeEmpty, type Row, Sheet } from "./sheet";

/** Ranges to and from spreadsheets. What cannot be taken as a whole is not taken at all. */
export class Clipboard {
  /** What was copied or cut here last. */
  private own = "";

  constructor(private readonly view: View, private readonly grid: Pick<Grid, "columns">, private readonly edits: Edits) {}

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

  /** Every selected row gets the values of the first. */
  fillDown(): void {
    const { selection, cells, model } = this.view;
    const ids = selection.list();
    if (selection.column < 0 || ids.length < 2) return;
    const { sheet } = this;
    const first = model.slotOf.get(ids[0])!;
    const values = sheet.selectedColumns().map((column) => ({ column, text: cells.editable(column, first) }));
    this.setRows(ids.slice(1).map((ref) => sheet.row(ref, 0, values)));
  }

  /** Empties the selected cells; what cannot be empty says so. */
  clear(): void {
    const { sheet } = this;
    const columns = sheet.selectedColumns();
    const values = columns.filter((column) => canBeEmpty(column)).map((column) => ({ column, text: "" }));
    if (values.length) this.setRows(this.view.selection.list().map((ref) => sheet.row(ref, 0, values, true)));
    else this.view.say(this.view.t("cell.needed", { column: this.view.t(columns[0]!.label) }));
  }

  private get sheet(): Sheet {
    return new Sheet(this.view, this.grid.columns);
  }

  /** Answers a copy or cut event. Cut rows wait to be pasted elsewhere, cut cells are emptied. */
  private take(event: ClipboardEvent, cut: boolean): void {
    const { selection, model, t } = this.view;
    const ids = selection.list();
    if (!event.clipboardData || !ids.length) return;
    event.preventDefault();
    this.own = this.sheet.text(ids);
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

  /** Puts the rows that were cut below the current one. */
  private move(): void {
    const { selection, model } = this.view;
    const ids = [...selection.cut];
    if (model.isWithin(selection.slot, selection.cut)) return this.view.show(this.view.t("notice.intoItself"));
    const { parent, after } = model.placeBelow(selection.current);
    selection.cut = new Set();
    this.edits.place(ids, parent, after);
  }

  /** Writes what was copied from the current cell on; lines beyond the last row are added. */
  private paste(text: string): void {
    const { sheet, view } = this;
    const own = text === this.own;
    const { rows, added } = sheet.read(text, own);
    const wrong = [...rows, ...added].map((row) => sheet.mistakeIn(row)).find((reason) => reason !== null);
    if (wrong) return view.show(wrong, { urgent: true });
    if (!rows.length && !added.length) return view.show(view.t("notice.nothingPasted"));
    this.setRows(rows, this.adding(added), (problem) => this.refused(problem, [...rows, ...added]));
    if (sheet.left && !own) view.show(view.t("notice.leftOut", { count: sheet.left }));
  }

  /** One activity after the other, behind the last row and beside it. */
  private adding(added: Row[]): Command[] {
    const { model } = this.view;
    const last = model.rows[model.rows.length - 1];
    const parent = last === undefined ? null : model.table.number.parent[last] || null;
    let after: Ref | null = last === undefined ? null : model.id(last);
    return added.map(({ ref, values }): Command => {
      const fields: Fields = Object.fromEntries(values.map(({ column, text }) => [column.key, fieldValue(column, text)]));
      const command: Command = { do: "add", ref: String(ref), parent, after, fields };
      after = ref;
      return command;
    });
  }

  private setRows(rows: Row[], more: Command[] = [], refused?: (problem: Problem) => boolean): void {
    const full = rows.filter(({ values }) => values.length).map(({ ref, values }) => ({ id: Number(ref), values }));
    this.edits.setMany(full, more, refused);
  }

  private refused(problem: Problem, rows: Row[]): boolean {
    if (problem.status !== 422 && problem.status !== 400) return false;
    const row = rows.find(({ ref }) => String(ref) === String(problem.row));
    const cell = row?.values.find(({ column }) => column.key === problem.field) ?? row?.values[0];
    if (!row || !cell) return false;
    this.view.redraw(true);
    this.view.show(this.sheet.sentence(row.line, cell.column, problem.detail || problem.title), { urgent: true });
    return true;
  }
}
