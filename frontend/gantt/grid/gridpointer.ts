import { make } from "../controls/dom";
import { EdgePan } from "../controls/edgepan";
import type { CellEditor } from "./editor";
import type { Edits } from "../controls/edits";
import type { Grid } from "./grid";
import type { Navigator } from "./navigator";
import { followPointer } from "../controls/pointer";
import { keepHold, whenRested } from "../controls/touch";
import type { View } from "../view";
import type { Viewport } from "../timeline/viewport";

const STARTS_AT = 5;

export interface PointerParts {
  navigator: Navigator;
  editor: CellEditor;
  edits: Edits;
}

/** Pointer work on the rows of the table: picking rows and ranges of cells, opening, folding, dragging rows. */
export class GridPointer {
  private readonly dropLine = make("div", { class: "hwg-drop", hidden: true });
  private readonly edge: EdgePan;
  private holding = false;
  private last: PointerEvent | null = null;
  private follow: (event: PointerEvent) => void = () => undefined;

  constructor(
    private readonly view: View,
    private readonly grid: Grid,
    private readonly viewport: Viewport,
    private readonly parts: PointerParts,
  ) {
    grid.overlay.append(this.dropLine);
    const scroll = (_: number, dy: number): void => (viewport.scrollBy(0, dy), viewport.render());
    this.edge = new EdgePan(() => grid.treegrid.getBoundingClientRect(), scroll, () => this.last && this.follow(this.last));
    grid.treegrid.addEventListener("pointerdown", (event) => this.down(event));
    grid.treegrid.addEventListener("dblclick", (event) => {
      const place = grid.locate(event.target as Element);
      if (place && place.column >= 0 && !place.fold) this.parts.editor.open(place.row, place.column);
    });
    keepHold(grid.treegrid, () => this.holding);
  }

  private down(event: PointerEvent): void {
    const place = this.grid.locate(event.target as Element);
    if (event.button !== 0 || !event.isPrimary || !place) return;
    const id = this.view.model.id(this.view.model.rows[place.row]);
    if (place.fold) {
      event.preventDefault();
      return this.parts.navigator.setFolded(id, !this.view.model.collapsed.has(id));
    }
    const key = this.grid.columns[place.column]?.key;
    const handle = key === "number" || key === "wbs";
    const pick = (): void => this.pick(event, id, place.row, handle ? -1 : place.column);
    const draggable = handle && this.view.model.canChange;
    // A finger scrolls; it picks by a tap, and takes hold of rows by resting on their handle.
    if (event.pointerType === "touch") return whenRested(event, () => (pick(), draggable && this.dragRows(event)), pick);
    event.preventDefault();
    this.grid.treegrid.focus({ preventScroll: true });
    pick();
    if (draggable) this.dragRows(event);
    else if (!handle && !event.shiftKey && !event.ctrlKey && !event.metaKey) this.pickRange(event);
  }

  private pick(event: PointerEvent, id: number, row: number, column: number): void {
    const { selection } = this.view;
    if (event.shiftKey) {
      selection.columnEnd = column;
      return this.parts.navigator.goRow(row, true);
    }
    if (event.ctrlKey || event.metaKey) selection.toggle(id);
    else if (column < 0 && selection.has(id)) selection.moveTo(id); // it may be dragged with the others
    else selection.set(id, column);
    this.view.redraw(true);
  }

  /** While the button is down, cells are selected from where it went down to where the pointer is. */
  private pickRange(event: PointerEvent): void {
    const { selection, model } = this.view;
    this.track(event, (now) => {
      const row = this.rowAt(now);
      const column = this.grid.columnAt(now.clientX);
      const slot = model.rows[row];
      if (slot === undefined || column < 0) return;
      if (row === selection.row && column === selection.columnEnd) return;
      selection.extendTo(model.id(slot));
      selection.columnEnd = column;
      this.view.redraw(true);
    });
  }

  private dragRows(event: PointerEvent): void {
    let below: number | null = null;
    const { selection, t } = this.view;
    this.holding = true;
    this.track(
      event,
      (now) => {
        if (below === null && Math.abs(now.clientY - event.clientY) < STARTS_AT) return;
        below = this.dropTarget(now);
        this.showDrop(below, t("drag.rows", { count: selection.size }));
      },
      (dropped) => {
        this.holding = false;
        this.dropLine.hidden = true;
        if (dropped && below !== null) this.drop(below);
        else if (!event.shiftKey && !event.ctrlKey && !event.metaKey) selection.set(selection.current, -1);
        this.view.redraw(true);
      },
    );
  }

  private rowAt(event: PointerEvent): number {
    const bounds = this.grid.treegrid.getBoundingClientRect();
    const y = Math.min(Math.max(event.clientY, bounds.top), bounds.bottom - 1) - bounds.top + this.viewport.top;
    return Math.min(Math.floor(y / this.view.theme.rowHeight), this.view.model.rows.length - 1);
  }

  /** The row below which the dragged rows would come to stand; -1 is above the first. */
  private dropTarget(event: PointerEvent): number {
    const { theme, model } = this.view;
    const y = event.clientY - this.grid.treegrid.getBoundingClientRect().top + this.viewport.top;
    return Math.min(Math.max(Math.round(y / theme.rowHeight) - 1, -1), model.rows.length - 1);
  }

  private showDrop(row: number, label: string): void {
    this.dropLine.hidden = false;
    this.dropLine.replaceChildren(make("span", {}, label));
    this.dropLine.style.top = `${(row + 1) * this.view.theme.rowHeight}px`;
  }

  private drop(row: number): void {
    const { model, selection } = this.view;
    const ids = model.topmost(selection.list()).filter((id) => id > 0);
    const slot = model.rows[row];
    if (!ids.length) return;
    if (slot === undefined) return this.parts.edits.place(ids, 0, null);
    if (ids.includes(model.id(slot))) return; // where it was
    if (model.isWithin(slot, new Set(ids))) return this.view.show(this.view.t("notice.intoItself"));
    const { parent, after } = model.placeBelow(model.id(slot));
    this.parts.edits.place(ids, parent, after);
  }

  /** Follows the pointer until it is let go; rows scroll on while it is near their upper or lower edge. */
  private track(held: PointerEvent, move: (event: PointerEvent) => void, done: (dropped: boolean) => void = () => undefined): void {
    this.follow = move;
    followPointer(
      (now) => {
        this.last = now;
        move(now);
        this.edge.at(now, held, { sideways: false });
      },
      (dropped) => {
        this.edge.stop();
        this.last = null;
        done(dropped);
      },
    );
  }
}
