import { NARROW_COLUMNS } from "../model/columns";
import { COLUMNS, COLUMN_OF, type Column, type ColumnKey } from "../model/fields";
import { make, setAttribute, uniqueId } from "../controls/dom";
import { SUMMARY } from "../model/table";
import type { View } from "../view";
import { UsualWidths } from "./widths";

interface PooledRow {
  element: HTMLElement;
  cells: HTMLElement[];
  texts: Text[];
  fold: HTMLElement | null;
  row: number;
  stamp: number;
}

const SPARE_ROWS = 6;
const INDENT = 16;

/**
 * The table half: an ARIA treegrid of recycled rows. Row `r` lives in pool row `r % pool`; its text
 * is touched only when the pool row gets another row or the data changed.
 */
export class Grid {
  readonly pane: HTMLElement;
  readonly treegrid: HTMLElement;
  readonly overlay: HTMLElement;
  columns: Column[] = [];
  private readonly id = uniqueId("hwg");
  private readonly clip: HTMLElement;
  readonly head: HTMLElement;
  private readonly spacer = make("div", { class: "hwg-rowspace", role: "presentation" });
  private usual: UsualWidths;
  private pool: PooledRow[] = [];
  private stamp = 1;

  constructor(private readonly view: View) {
    this.usual = new UsualWidths(view);
    this.head = make("div", { role: "row", class: "hwg-head", "aria-rowindex": 1 });
    const heads = make("div", { role: "rowgroup", class: "hwg-heads", id: `${this.id}-heads` }, this.head);
    // The rows scroll, so they are what takes the focus; the heads beside them belong to them.
    this.treegrid = make("div", {
      role: "treegrid", class: "hwg-treegrid", tabindex: 0, "aria-multiselectable": "true", "aria-owns": heads.id,
    });
    const help = make("div", { id: `${this.id}-help`, hidden: true }, view.t(view.model.canChange ? "grid.help" : "grid.help.readonly"));
    this.treegrid.setAttribute("aria-describedby", help.id);
    this.overlay = make("div", { class: "hwg-overlay" });
    this.clip = make("div", { class: "hwg-clip" }, this.overlay);
    this.pane = make("div", { class: "hwg-pane" }, heads, this.treegrid, this.clip, help);
    this.treegrid.addEventListener("scroll", () => this.followSideways(), { passive: true });
    this.treegrid.setAttribute("aria-label", view.t("grid.label", { project: view.model.project.name }));
    setAttribute(this.treegrid, "aria-readonly", view.model.canChange ? null : "true");
    this.setColumns();
  }

  /** Width of as many whole columns as find room. */
  widthWithin(room: number): number {
    let width = 0;
    for (const column of this.columns) {
      if (width + this.columnWidth(column) > room) break;
      width += this.columnWidth(column);
    }
    return width + 2; // the lines at both edges
  }

  /** Width of all columns together. */
  get width(): number {
    return this.columns.reduce((sum, column) => sum + this.columnWidth(column), 0);
  }

  columnWidth(column: Column): number {
    return this.view.settings.get("widths")?.[column.key] ?? this.usual.of(column);
  }

  headElement(key: ColumnKey): HTMLElement | null {
    return this.head.querySelector<HTMLElement>(`[data-key="${key}"]`);
  }

  /** The column that lies under an x of the page; the name lies over others that were scrolled below it. */
  columnAt(x: number): number {
    const over = (key: ColumnKey): boolean => {
      const { left, right } = this.headElement(key)!.getBoundingClientRect();
      return x >= left && x < right;
    };
    const name = this.columns.findIndex(({ key }) => key === "name");
    return name >= 0 && over("name") ? name : this.columns.findIndex(({ key }) => over(key));
  }

  /** Takes over which columns are wanted and how wide they are. */
  setColumns(): void {
    const wanted = this.view.settings.get("columns") ?? COLUMNS.filter((column) => column.usual).map(({ key }) => key);
    const keys = this.view.theme?.narrow ? NARROW_COLUMNS : wanted;
    const current = this.columns[this.view.selection.column];
    this.columns = keys.flatMap((key) => COLUMN_OF.get(key) ?? []);
    this.usual = new UsualWidths(this.view);
    setAttribute(this.treegrid, "aria-colcount", this.columns.length);
    for (const cell of this.head.querySelectorAll(".hwg-cell")) cell.remove();
    this.head.prepend(...this.columns.map((column, at) => this.headCell(column, at)));
    this.treegrid.replaceChildren(this.spacer);
    this.pool = [];
    this.setWidths();
    if (current) this.view.selection.setColumn(this.columns.indexOf(current));
  }

  setWidths(): void {
    for (const column of this.columns) this.pane.style.setProperty(`--w-${column.key}`, `${this.columnWidth(column)}px`);
    this.pane.style.setProperty("--w-all", `${this.width}px`);
  }

  /** How far the rows reach, so that they can be scrolled to. */
  setHeight(height: number): void {
    this.spacer.style.height = this.overlay.style.height = `${height}px`;
  }

  /** Texts, marks or selection changed: rows are compared again in the next frame. */
  touch(): void {
    this.stamp++;
  }

  /** Lays out the rows that a window of `height` px at `scrollTop` shows. */
  render(scrollTop: number, height: number): void {
    const { model, theme } = this.view;
    const size = Math.ceil(height / theme.rowHeight) + SPARE_ROWS;
    if (this.pool.length < size) this.growPool(size);
    setAttribute(this.treegrid, "aria-rowcount", model.rows.length + 1);
    const first = Math.max(0, Math.floor(scrollTop / theme.rowHeight) - SPARE_ROWS / 2);
    for (let row = first; row < first + this.pool.length; row++) this.renderRow(this.pool[row % this.pool.length], row);
    // Scrolled by hand, not shifted by a style: style sheets that look at [style] would have the
    // browser match all rows again in every frame.
    this.treegrid.scrollTop = scrollTop;
    this.clip.scrollTop = scrollTop;
    this.pointAtCurrent();
  }

  /** The element of a cell, while its row is in the pool. */
  cellElement(row: number, column: number): HTMLElement | null {
    const pooled = this.pool[row % this.pool.length];
    return pooled && pooled.row === row ? pooled.cells[column] ?? null : null;
  }

  /** Which row and column an element of the body belongs to. */
  locate(target: Element): { row: number; column: number; fold: boolean } | null {
    const element = target.closest<HTMLElement>(".hwg-row");
    const pooled = this.pool.find((candidate) => candidate.element === element);
    if (!pooled) return null;
    const column = pooled.cells.findIndex((cell) => cell.contains(target));
    return { row: pooled.row, column, fold: target.closest(".hwg-fold") !== null };
  }

  /** What of the rows is in sight, in the coordinates of what lies over them. */
  frame(): { left: number; right: number; top: number; bottom: number } {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.clip;
    const left = this.view.theme.rtl ? this.overlay.offsetWidth + scrollLeft - clientWidth : scrollLeft;
    return { left, right: left + clientWidth, top: scrollTop, bottom: scrollTop + clientHeight };
  }

  /** Scrolls sideways as little as needed to have a cell in sight, beside the name that stays. */
  revealCell(row: number, column: number): void {
    const cell = this.cellElement(row, column);
    if (!cell || this.columns[column]?.key === "name") return;
    const box = cell.getBoundingClientRect();
    const frame = this.treegrid.getBoundingClientRect();
    const name = this.columns.findIndex(({ key }) => key === "name");
    const kept = column > name ? this.columnWidth(this.columns[name]!) : 0;
    const low = frame.left + (this.view.theme.rtl ? 0 : kept);
    const high = frame.right - (this.view.theme.rtl ? kept : 0);
    if (box.left < low) this.treegrid.scrollLeft -= low - box.left;
    else if (box.right > high) this.treegrid.scrollLeft += Math.min(box.right - high, box.left - low);
  }

  /** The head and what lies over the table go sideways with the rows. */
  private followSideways(): void {
    this.head.parentElement!.scrollLeft = this.treegrid.scrollLeft;
    this.clip.scrollLeft = this.treegrid.scrollLeft;
  }

  private headCell(column: Column, at: number): HTMLElement {
    const cell = make("div", { role: "columnheader", class: "hwg-cell", "aria-colindex": at + 1, "data-key": column.key });
    cell.style.width = `var(--w-${column.key})`;
    cell.append(make("span", { class: column.end ? "hwg-text hwg-end" : "hwg-text" }, this.view.t(column.label)));
    cell.append(make("span", { class: "hwg-resize", "aria-hidden": "true" }));
    return cell;
  }

  private growPool(size: number): void {
    while (this.pool.length < size) {
      const pooled = this.pooledRow(this.pool.length);
      this.pool.push(pooled);
      this.treegrid.append(pooled.element);
    }
    for (const pooled of this.pool) pooled.row = -1;
  }

  private pooledRow(at: number): PooledRow {
    const element = make("div", { role: "row", class: "hwg-row", id: `${this.id}-${at}` });
    const texts: Text[] = [];
    let fold: HTMLElement | null = null;
    const cells = this.columns.map((column, index) => {
      const cell = make("div", { role: "gridcell", class: "hwg-cell", id: `${this.id}-${at}-${index}`, "aria-colindex": index + 1, "data-key": column.key });
      cell.style.width = `var(--w-${column.key})`;
      if (column.key === "name") cell.append((fold = make("span", { class: "hwg-fold", "aria-hidden": "true" })));
      const text = document.createTextNode("");
      texts.push(text);
      cell.append(text);
      return cell;
    });
    element.append(...cells);
    return { element, cells, texts, fold, row: -1, stamp: 0 };
  }

  private renderRow(pooled: PooledRow, row: number): void {
    const { model, theme, selection } = this.view;
    if (pooled.row === row && pooled.stamp === this.stamp) return;
    if (pooled.row !== row) pooled.element.style.transform = `translateY(${row * theme.rowHeight}px)`;
    pooled.row = row;
    pooled.stamp = this.stamp;
    const shown = row < model.rows.length;
    if (pooled.element.hidden === shown) pooled.element.hidden = !shown;
    if (!shown) return;
    const slot = model.rows[row];
    const id = model.id(slot);
    const folder = model.hasChildren[slot] === 1;
    setAttribute(pooled.element, "aria-rowindex", row + 2);
    setAttribute(pooled.element, "aria-level", model.depth[slot] + 1);
    setAttribute(pooled.element, "aria-posinset", model.place[slot]);
    setAttribute(pooled.element, "aria-setsize", model.siblings(slot));
    setAttribute(pooled.element, "aria-expanded", folder ? String(!model.collapsed.has(id)) : null);
    setAttribute(pooled.element, "aria-selected", String(selection.has(id)));
    setAttribute(pooled.element, "data-id", id);
    this.setClass(pooled.element, this.rowClass(slot, id));
    for (let at = 0; at < this.columns.length; at++) this.renderCell(pooled, at, slot, id);
    if (pooled.fold) this.setClass(pooled.fold, folder ? (model.collapsed.has(id) ? "hwg-fold closed" : "hwg-fold open") : "hwg-fold");
  }

  private renderCell(pooled: PooledRow, at: number, slot: number, id: number): void {
    const { cells, echoes, mistakes, selection, model } = this.view;
    const column = this.columns[at];
    const cell = pooled.cells[at];
    const typed = echoes.typed(id, column.key);
    const mistake = mistakes.size ? mistakes.get(`${id}:${column.key}`) : undefined;
    const text = mistake?.typed ?? typed ?? cells.shown(column, slot);
    if (pooled.texts[at].data !== text) pooled.texts[at].data = text;
    const [from, to] = selection.columns();
    let state = column.end ? "hwg-cell hwg-end" : "hwg-cell";
    if (at >= from && at <= to && from >= 0 && selection.has(id)) state += " picked";
    if (selection.current === id && selection.column === at) state += " current";
    if (typed !== undefined) state += " pending";
    if (mistake) state += " wrong";
    if (cells.isEditable(column, slot)) state += " editable";
    this.setClass(cell, state);
    setAttribute(cell, "aria-readonly", model.canChange && !cells.isEditable(column, slot) ? "true" : null);
    setAttribute(cell, "aria-invalid", mistake ? "true" : null);
    setAttribute(cell, "title", mistake ? mistake.text : null);
    if (column.key === "name") cell.style.setProperty("--indent", `${model.depth[slot] * INDENT}px`);
  }

  private rowClass(slot: number, id: number): string {
    const { model, selection, settings } = this.view;
    let state = "hwg-row";
    if (model.table.code.kind[slot] === SUMMARY) state += " summary";
    if (model.table.number.critical[slot] && settings.shows("critical")) state += " critical";
    if (!model.table.number.active[slot]) state += " inactive";
    if (id < 0) state += " draft";
    if (selection.cut.has(id)) state += " cut";
    if (selection.has(id)) state += " selected";
    if (selection.current === id && selection.column < 0) state += " current";
    return state;
  }

  private setClass(element: HTMLElement, state: string): void {
    if (element.className !== state) element.className = state;
  }

  private pointAtCurrent(): void {
    const { selection } = this.view;
    const row = selection.row;
    const pooled = row < 0 ? undefined : this.pool[row % this.pool.length];
    const here = pooled && pooled.row === row;
    const id = here ? (selection.column < 0 ? pooled.element.id : pooled.cells[selection.column]?.id ?? null) : null;
    setAttribute(this.treegrid, "aria-activedescendant", id);
  }
}
