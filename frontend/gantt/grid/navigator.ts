import type { Grid } from "./grid";
import type { View } from "../view";
import type { Viewport } from "../timeline/viewport";

/** Moving the current row or cell, selecting, folding. */
export class Navigator {
  constructor(
    private readonly view: View,
    private readonly grid: Pick<Grid, "columns" | "touch" | "revealCell">,
    private readonly viewport: Pick<Viewport, "layout" | "render" | "revealRow">,
  ) {}

  /** A cell is current, so letters are text, not commands. */
  get typing(): boolean {
    const { selection, model } = this.view;
    return model.canChange && this.grid.columns[selection.column] !== undefined && selection.slot >= 0;
  }

  moveRow(by: number, extend = false): void {
    const { selection, model } = this.view;
    const row = Math.min(Math.max(selection.row + by, 0), model.rows.length - 1);
    this.goRow(row, extend);
  }

  goRow(row: number, extend = false): void {
    const { selection, model } = this.view;
    const slot = model.rows[row];
    if (slot === undefined) return;
    if (extend) selection.extendTo(model.id(slot));
    else if (selection.adding) selection.moveTo(model.id(slot));
    else selection.set(model.id(slot));
    this.shown();
  }

  moveCell(by: number, extend = false): void {
    const { selection } = this.view;
    const last = this.grid.columns.length - 1;
    if (extend) {
      if (selection.column < 0) return;
      selection.columnEnd = Math.min(Math.max(selection.columnEnd + by, 0), last);
      this.view.redraw(true);
      return;
    }
    if (selection.column < 0 && by > 0 && this.fold(false)) return;
    if (selection.column < 0 && by < 0) return void this.foldOrClimb();
    selection.set(selection.current, Math.min(selection.column + by, last));
    this.shown();
  }

  /** First or last cell; first or last row while a row is current. */
  goEdge(last: boolean): void {
    const { selection, model } = this.view;
    if (selection.column < 0) return this.goRow(last ? model.rows.length - 1 : 0);
    selection.set(selection.current, last ? this.grid.columns.length - 1 : 0);
    this.shown();
  }

  goTo(id: number, column = -1): void {
    const row = this.view.model.reveal(id);
    if (row < 0) return;
    this.view.selection.set(id, column);
    this.viewport.layout();
    this.shown();
  }

  /** Makes the next cell in reading order that can be edited current. */
  nextEditable(by: 1 | -1): boolean {
    const { selection, model, cells } = this.view;
    let { row, column } = selection;
    for (;;) {
      column += by;
      if (column < 0 || column >= this.grid.columns.length) {
        row += by;
        column = by > 0 ? 0 : this.grid.columns.length - 1;
      }
      const slot = model.rows[row];
      if (slot === undefined) return false;
      if (!cells.isEditable(this.grid.columns[column], slot) || model.isDraft(slot)) continue;
      selection.set(model.id(slot), column);
      this.shown();
      return true;
    }
  }

  /** The first time keeps the current row and lets the next ones be picked one by one. */
  toggleRow(): void {
    const { selection, t } = this.view;
    const count = (): string => t("selection.count", { count: selection.size });
    if (selection.adding) selection.toggle(selection.current);
    this.view.say(selection.adding ? count() : `${count()}. ${t("notice.adding")}`);
    selection.adding = true;
    selection.setColumn(-1);
    this.view.redraw(true);
  }

  selectAll(): void {
    const { selection, t } = this.view;
    selection.selectAll();
    this.view.say(t("selection.count", { count: selection.size }));
    this.view.redraw(true);
  }

  /** Folds (true) or unfolds the current row; false when there was nothing to do. */
  fold(closed: boolean): boolean {
    const { selection, model } = this.view;
    const { slot, current } = selection;
    if (slot < 0 || !model.hasChildren[slot] || model.collapsed.has(current) === closed) return false;
    this.setFolded(current, closed);
    return true;
  }

  setFolded(id: number, closed: boolean): void {
    this.view.model.setCollapsed(id, closed);
    this.folded();
  }

  foldAll(closed: boolean): void {
    this.view.model.collapseAll(closed);
    this.view.say(this.view.t(closed ? "notice.collapsed" : "notice.expanded"));
    this.folded();
  }

  /** Step by step: forgets a refused value, then what was cut; from the cells to the row, from a selection to the one row. */
  escape(): void {
    const { selection, mistakes } = this.view;
    const wrong = `${selection.current}:${this.grid.columns[selection.column]?.key}`;
    if (mistakes.delete(wrong)) return this.view.redraw(true);
    selection.cut = new Set();
    selection.set(selection.current, -1);
    this.shown();
  }

  private foldOrClimb(): void {
    const { selection, model } = this.view;
    if (this.fold(true)) return;
    const up = model.parentSlot[selection.slot] ?? -1;
    if (up >= 0) this.goRow(model.rowOf[up]);
  }

  private folded(): void {
    const { selection, model } = this.view;
    if (selection.row < 0 && selection.slot >= 0) {
      let up = selection.slot;
      while (up >= 0 && model.rowOf[up] < 0) up = model.parentSlot[up];
      if (up >= 0) selection.set(model.id(up), -1);
    }
    selection.repair(0);
    this.viewport.layout();
    this.view.redraw(true);
  }

  private shown(): void {
    const { selection } = this.view;
    this.viewport.revealRow(selection.row);
    this.grid.touch();
    this.viewport.render();
    if (selection.column >= 0) this.grid.revealCell(selection.row, selection.column);
    this.view.redraw(true);
  }
}
