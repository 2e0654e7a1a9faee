import type { Surface } from "../bench/surface";
import type { Edits } from "../controls/edits";
import type { Column } from "../model/fields";
import type { View } from "../view";
import { CellEditor, type Leave } from "./editor";

/** Typing in cells: where an editor opens, what becomes of its text, and where it goes on. */
export class Typing {
  readonly editor: CellEditor;

  constructor(private readonly view: View, private readonly surface: Surface, private readonly edits: Edits) {
    this.editor = new CellEditor(view, surface.grid, {
      store: (id, column, text, how) => this.store(id, column, text, how),
      cancelled: (id) => id < 0 && this.dropDraft(id),
      left: (how) => this.left(how),
    });
  }

  openCurrent(typed?: string): void {
    const { selection } = this.view;
    this.editor.open(selection.row, selection.column, typed);
  }

  openName(row: number): void {
    const { grid, viewport } = this.surface;
    const column = this.nameColumn;
    viewport.revealRow(row);
    viewport.render();
    grid.revealCell(row, column);
    this.editor.open(row, column);
  }

  /** A new line, to be named. */
  openDraft(parent: number, after: number | null): void {
    const { model, selection } = this.view;
    const id = model.addDraft(parent, after);
    this.surface.relayout();
    selection.set(id, this.nameColumn);
    this.surface.grid.touch();
    this.openName(selection.row);
  }

  private get nameColumn(): number {
    return this.surface.grid.columns.findIndex(({ key }) => key === "name");
  }

  private store(id: number, column: Column, text: string, { bulk, leave }: { bulk: boolean; leave: Leave }): void {
    const { model, selection } = this.view;
    const draft = model.drafts.find((each) => each.id === id);
    if (!draft) return this.edits.setCells(bulk ? selection.list() : [id], column, text);
    if (!text.trim()) return this.dropDraft(id);
    this.edits.storeDraft(id, text, () => leave === "next" && this.openNext(1));
    // As in a list of notes: a named line opens the next one, an empty line ends it.
    if (leave === "enter") this.openDraft(draft.parent, id);
  }

  /** An unnamed line vanishes; the one above it is current again. */
  private dropDraft(id: number): void {
    const { row } = this.view.selection;
    this.view.model.removeDraft(id);
    this.surface.settle(row - 1);
  }

  private left(how: Leave): void {
    if (this.view.editing !== null) return; // the next line was opened already
    const { selection } = this.view;
    const { navigator, settle, focus } = this.surface;
    if (selection.row < 0) settle(0);
    if (how !== "blur") focus();
    if (how === "up") navigator.moveRow(-1);
    if (how === "down") navigator.moveRow(1);
    if (selection.current < 0) return; // a new line goes on when the server knows it
    if (how === "next") this.openNext(1);
    if (how === "previous") this.openNext(-1);
  }

  private openNext(by: 1 | -1): void {
    if (this.view.editing === null && this.surface.navigator.nextEditable(by)) this.openCurrent();
  }
}
