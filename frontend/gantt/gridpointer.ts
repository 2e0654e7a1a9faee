import { make } from "./dom";
import type { CellEditor } from "./editor";
import type { Edits } from "./edits";
import type { Grid } from "./grid";
import type { Navigator } from "./navigator";
import type { ColumnKey } from "./columns";
import type { View } from "./view";
import type { Viewport } from "./viewport";

const STARTS_AT = 5;
const NARROWEST = 40;

/** Pointer work on the table: picking, opening, folding, column widths, dragging rows. */
export class GridPointer {
  private readonly dropLine = make("div", { class: "hwg-drop", hidden: true });

  constructor(
    private readonly view: View,
    private readonly grid: Grid,
    private readonly viewport: Viewport,
    private readonly navigator: Navigator,
    private readonly editor: CellEditor,
    private readonly edits: Edits,
  ) {
    grid.overlay.append(this.dropLine);
    grid.pane.addEventListener("pointerdown", (event) => this.down(event));
    grid.treegrid.addEventListener("dblclick", (event) => {
      const place = grid.locate(event.target as Element);
      if (place && place.column >= 0 && !place.fold) this.editor.open(place.row, place.column);
    });
  }

  private down(event: PointerEvent): void {
    const target = event.target as Element;
    if (event.button !== 0 || this.grid.overlay.contains(target)) return;
    if (target.closest(".hwg-resize")) return this.resizeColumn(event, target.closest<HTMLElement>(".hwg-cell")!);
    const place = this.grid.locate(target);
    if (!place) return;
    const id = this.view.model.id(this.view.model.rows[place.row]);
    if (place.fold) {
      event.preventDefault();
      return this.navigator.setFolded(id, !this.view.model.collapsed.has(id));
    }
    const handle = this.grid.columns[place.column]?.key === "number" || this.grid.columns[place.column]?.key === "wbs";
    this.pick(event, id, place.row, handle ? -1 : place.column);
    if (handle && this.view.model.canChange && event.pointerType !== "touch") this.watchRowDrag(event);
  }

  private pick(event: PointerEvent, id: number, row: number, column: number): void {
    const { selection } = this.view;
    if (event.shiftKey) {
      selection.columnEnd = column;
      return this.navigator.goRow(row, true);
    }
    if (event.ctrlKey || event.metaKey) selection.toggle(id);
    else if (column < 0 && selection.has(id)) selection.keepAll(id); // it may be dragged with the others
    else selection.set(id, column);
    this.view.redraw(true);
  }

  private resizeColumn(event: PointerEvent, cell: HTMLElement): void {
    event.preventDefault();
    const key = cell.dataset["key"] as ColumnKey;
    const start = event.clientX;
    const width = cell.offsetWidth;
    const direction = this.view.theme.rtl ? -1 : 1;
    this.track(event, (now) => {
      const wide = Math.max(NARROWEST, width + (now.clientX - start) * direction);
      this.view.settings.set("widths", { ...this.view.settings.get("widths"), [key]: wide });
      this.grid.setWidths();
      this.viewport.layout();
      this.view.redraw();
    });
  }

  private watchRowDrag(event: PointerEvent): void {
    const startY = event.clientY;
    let target: { row: number } | null = null;
    const { selection, t } = this.view;
    this.track(
      event,
      (now) => {
        if (!target && Math.abs(now.clientY - startY) < STARTS_AT) return;
        target = this.dropTarget(now);
        this.showDrop(target, t("drag.rows", { count: selection.size }));
      },
      () => {
        this.dropLine.hidden = true;
        if (target) this.drop(target.row);
        else if (!event.shiftKey && !event.ctrlKey && !event.metaKey) selection.set(selection.current, -1);
        this.view.redraw(true);
      },
    );
  }

  /** The row below which the dragged rows would come to stand. */
  private dropTarget(event: PointerEvent): { row: number } {
    const bounds = this.viewport.element.getBoundingClientRect();
    const { theme, model } = this.view;
    const y = event.clientY - bounds.top - theme.headerHeight + this.viewport.top;
    return { row: Math.min(Math.round(y / theme.rowHeight) - 1, model.rows.length - 1) };
  }

  private showDrop({ row }: { row: number }, label: string): void {
    this.dropLine.hidden = false;
    this.dropLine.replaceChildren(make("span", {}, label));
    this.dropLine.style.top = `${(row + 1) * this.view.theme.rowHeight}px`;
  }

  private drop(row: number): void {
    const { model, selection } = this.view;
    const ids = model.topmost(selection.list()).filter((id) => id > 0);
    const slot = model.rows[row];
    if (!ids.length) return;
    if (slot === undefined) return this.edits.place(ids, 0, null);
    const id = model.id(slot);
    for (let up = slot; up >= 0; up = model.parentSlot[up]) if (ids.includes(model.id(up))) return; // into itself
    if (model.hasChildren[slot] && !model.collapsed.has(id)) this.edits.place(ids, id, null);
    else this.edits.place(ids, model.table.number.parent[slot], id);
  }

  private track(event: PointerEvent, move: (event: PointerEvent) => void, done: () => void = () => undefined): void {
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener("pointermove", move, { signal });
    window.addEventListener("pointerup", () => (stop.abort(), done()), { signal });
    window.addEventListener("pointercancel", () => (stop.abort(), (this.dropLine.hidden = true)), { signal });
    event.preventDefault();
    this.grid.treegrid.focus({ preventScroll: true });
  }
}
