import { Bubble } from "../controls/bubble";
import { isChoice, type Choice } from "../model/columns";
import type { Column } from "../model/fields";
import { make, setAttribute } from "../controls/dom";
import type { Grid } from "./grid";
import { mistake } from "../model/typed";
import type { View } from "../view";

/** How an editor was left: by a key, by a click elsewhere, or because its row went out of sight. */
export type Leave = "enter" | "next" | "previous" | "up" | "down" | "escape" | "blur" | "gone";

export interface EditorHost {
  /** The text was accepted; `bulk`: for the whole selection. */
  store(id: number, column: Column, text: string, how: { bulk: boolean; leave: Leave }): void;
  cancelled(id: number): unknown;
  left(how: Leave): void;
}

interface Session {
  id: number;
  at: number;
  column: Column;
  control: HTMLInputElement | HTMLSelectElement;
  before: string;
}

const NARROWEST = 110;
const NARROWEST_DATE = 150;
const EXPLAINS = 5000;

/** One editor over one cell. */
export class CellEditor {
  private session: Session | null = null;
  /** What is wrong, how much is edited at once, and why a cell cannot be edited. */
  private readonly bubble: Bubble;
  private readonly hint: Bubble;
  private readonly note: Bubble;
  private noted = 0;

  constructor(private readonly view: View, private readonly grid: Grid, private readonly host: EditorHost) {
    this.bubble = new Bubble(view, grid, "hwg-bubble", "below", "alert");
    this.hint = new Bubble(view, grid, "hwg-hint", "above");
    this.note = new Bubble(view, grid, "hwg-bubble hwg-note", "below");
  }

  /** Opens over a cell in sight. `typed` replaces its text, as when a key was pressed on the cell. */
  open(row: number, at: number, typed?: string): void {
    this.close();
    const { model, cells, mistakes, t } = this.view;
    const slot = model.rows[row];
    const column = this.grid.columns[at];
    const cell = this.grid.cellElement(row, at);
    if (!cell || !column) return;
    const id = model.id(slot);
    if (id < 0 && column.key !== "name") return;
    if (!cells.isEditable(column, slot)) return this.explain(cell, row, cells.whyNot(column, slot));
    const wrong = mistakes.get(`${id}:${column.key}`);
    const before = isChoice(column) ? cells.choice(column, slot) : cells.editable(column, slot);
    const control = isChoice(column) ? this.select(column, before) : make("input", { type: "text", value: typed ?? wrong?.typed ?? before });
    setAttribute(control, "aria-label", t("edit.label", { column: t(column.label), name: model.name(id) || t("row.unnamed") }));
    control.className = column.end ? "hwg-editor hwg-end" : "hwg-editor";
    control.dataset["key"] = column.key;
    this.session = { id, at, column, control, before };
    this.view.editing = id;
    this.grid.overlay.append(control);
    this.place(cell, row);
    this.listen(control);
    control.focus({ preventScroll: true });
    if (control instanceof HTMLInputElement) this.begin(control, typed);
    else this.unfold(control);
    if (wrong) this.complain(wrong.text);
    const { selection } = this.view;
    if (selection.size > 1 && selection.has(id)) this.hint.show(t("edit.bulk", { count: selection.size }), cell, row);
  }

  /** Says beside a cell why nothing can be typed there. */
  private explain(cell: HTMLElement, row: number, reason: string): void {
    this.note.show(reason, cell, row);
    this.view.say(reason);
    clearTimeout(this.noted);
    this.noted = window.setTimeout(() => this.note.hide(), EXPLAINS);
  }

  /** Follows its row after rows moved; stores what was typed when the row left the window. */
  follow(firstRow: number, lastRow: number): void {
    if (!this.session) return this.showMistakeOfCurrent();
    const slot = this.view.model.slotOf.get(this.session.id);
    const row = slot === undefined ? -1 : this.view.model.rowOf[slot];
    const cell = row < firstRow || row > lastRow ? null : this.grid.cellElement(row, this.session.at);
    if (cell) this.place(cell, row);
    else this.commit("gone");
  }

  /** Takes what is typed; where it is plainly wrong the editor stays open and says so. */
  private commit(leave: Leave, bulk = false): void {
    const { session } = this;
    if (!session) return;
    const { id, column, control, before } = session;
    const text = control.value;
    const changed = text !== before || bulk || id < 0;
    const wrong = changed && id > 0 ? this.mistakeIn(session, text) : null;
    if (wrong && leave !== "blur" && leave !== "gone") return this.complain(wrong);
    this.close();
    if (wrong) this.view.mistakes.set(`${id}:${column.key}`, { typed: text, text: wrong });
    else if (changed) this.host.store(id, column, text, { bulk, leave });
    else this.view.mistakes.delete(`${id}:${column.key}`);
    this.view.redraw(true);
    this.host.left(leave);
  }

  private cancel(): void {
    const { session } = this;
    if (!session) return;
    this.view.mistakes.delete(`${session.id}:${session.column.key}`);
    this.close();
    this.host.cancelled(session.id);
    this.view.redraw(true);
    this.host.left("escape");
  }

  private close(): void {
    const control = this.session?.control;
    this.session = null;
    this.view.editing = null; // first: removing a focused control fires blur
    control?.remove();
    for (const bubble of [this.bubble, this.hint, this.note]) bubble.hide();
  }

  private listen(control: HTMLElement): void {
    control.addEventListener("keydown", (event) => this.key(event));
    control.addEventListener("blur", () => this.commit("blur"));
    control.addEventListener("input", () => this.bubble.hide());
    // The clipboard of the grid must not see what happens inside the editor.
    for (const type of ["copy", "cut", "paste"]) control.addEventListener(type, (event) => event.stopPropagation());
  }

  private key(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.isComposing) return;
    const choosing = this.session?.control instanceof HTMLSelectElement;
    const done = (): void => event.preventDefault();
    if (event.key === "Escape") done(), this.cancel();
    else if (event.key === "Enter") done(), this.commit("enter", event.ctrlKey || event.metaKey);
    else if (event.key === "Tab") done(), this.commit(event.shiftKey ? "previous" : "next");
    else if (!choosing && event.key === "ArrowUp") done(), this.commit("up");
    else if (!choosing && event.key === "ArrowDown") done(), this.commit("down");
  }

  private begin(control: HTMLInputElement, typed: string | undefined): void {
    control.autocomplete = "off";
    control.spellcheck = false;
    if (typed === undefined) control.select();
    else control.setSelectionRange(typed.length, typed.length);
  }

  private select(column: Choice, value: string): HTMLSelectElement {
    const control = make("select", {}, ...this.view.cells.choices(column).map(([key, words]) => make("option", { value: key }, words)));
    control.value = value;
    return control;
  }

  private unfold(control: HTMLSelectElement): void {
    try {
      control.showPicker();
      control.addEventListener("change", () => this.commit("enter"));
    } catch {
      // without a recent key press or click browsers refuse; the arrow keys still choose
    }
  }

  private mistakeIn({ id, column }: Session, text: string): string | null {
    const { model, t } = this.view;
    const numbers = model.table.number.number;
    const found = mistake(column.kind, text, {
      own: numbers[model.slotOf.get(id) ?? -1],
      exists: (number) => [...model.slotOf.values()].some((slot) => numbers[slot] === number),
    });
    return found && t(found.key, found.values);
  }

  private place(cell: HTMLElement, row: number): void {
    const control = this.session!.control;
    const top = row * this.view.theme.rowHeight + cell.offsetTop;
    control.style.top = `${top}px`;
    control.style.height = `${cell.offsetHeight}px`;
    const width = Math.max(cell.offsetWidth, this.session!.column.kind === "date" ? NARROWEST_DATE : NARROWEST);
    control.style.width = `${width}px`;
    const left = this.view.theme.rtl ? cell.offsetLeft + cell.offsetWidth - width : cell.offsetLeft;
    control.style.left = `${left}px`;
    for (const bubble of [this.bubble, this.hint]) if (!bubble.hidden) bubble.place(cell, row);
  }

  private complain(text: string): void {
    const { id, at, control } = this.session!;
    const row = this.view.model.rowOf[this.view.model.slotOf.get(id)!];
    this.bubble.show(text, this.grid.cellElement(row, at)!, row);
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", this.bubble.element.id);
  }

  /** A refused value explains itself beside its cell while that cell is current. */
  private showMistakeOfCurrent(): void {
    const { selection, mistakes } = this.view;
    const column = this.grid.columns[selection.column];
    const wrong = column && mistakes.get(`${selection.current}:${column.key}`);
    const cell = wrong && this.grid.cellElement(selection.row, selection.column);
    if (cell && wrong) this.bubble.show(wrong.text, cell, selection.row);
    else this.bubble.hide();
  }
}
