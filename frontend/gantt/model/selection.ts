import type { PlanModel } from "./model";

/**
 * The current row or cell and what is selected with it. Everything is held by id, so it survives
 * answers of the server that move rows. `column` is -1 while the row as a whole is current.
 */
export class Selection {
  current = 0;
  column = -1;
  /** Cells are selected from `column` to `columnEnd`. */
  columnEnd = -1;
  /** Rows are picked one by one: moving changes the current row only. */
  adding = false;
  /** Activities that were cut and wait to be pasted elsewhere. */
  cut: ReadonlySet<number> = new Set();
  private anchor = 0;
  private ids = new Set<number>();

  constructor(private readonly model: PlanModel) {}

  get row(): number {
    const slot = this.model.slotOf.get(this.current);
    return slot === undefined ? -1 : this.model.rowOf[slot];
  }

  get slot(): number {
    return this.model.slotOf.get(this.current) ?? -1;
  }

  get size(): number {
    return this.ids.size;
  }

  has(id: number): boolean {
    return this.ids.has(id);
  }

  /** Selected ids in display order. */
  list(): number[] {
    const rowOf = (id: number): number => this.model.rowOf[this.model.slotOf.get(id) ?? -1] ?? -1;
    return [...this.ids].filter((id) => rowOf(id) >= 0).sort((a, b) => rowOf(a) - rowOf(b));
  }

  columns(): [number, number] {
    return [Math.min(this.column, this.columnEnd), Math.max(this.column, this.columnEnd)];
  }

  /** Makes one row current and the only one selected. */
  set(id: number, column = this.column): void {
    this.adding = false;
    this.current = this.anchor = id;
    this.column = this.columnEnd = column;
    this.ids = new Set(id ? [id] : []);
  }

  /** The current column stands elsewhere now; -1: it is gone, the row is current. */
  setColumn(column: number): void {
    this.column = this.columnEnd = column;
  }

  /** Makes a row current, as a row, and leaves what is selected. */
  moveTo(id: number): void {
    this.current = this.anchor = id;
    this.column = this.columnEnd = -1;
  }

  /** Moves the current row and selects everything between it and where the selection began. */
  extendTo(id: number): void {
    const from = this.rowOf(this.anchor);
    const to = this.rowOf(id);
    this.current = id;
    this.ids = new Set();
    for (let row = Math.min(from, to); row <= Math.max(from, to); row++) this.ids.add(this.model.id(this.model.rows[row]));
  }

  toggle(id: number): void {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.current = this.anchor = id;
  }

  selectAll(): void {
    this.ids = new Set(Array.from(this.model.rows, (slot) => this.model.id(slot)));
  }

  /** After rows vanished: forget what is gone; the row that took the place of the current one follows it. */
  repair(lastRow: number): void {
    for (const id of this.ids) if (!this.shown(id)) this.ids.delete(id);
    if (this.current && !this.shown(this.current)) {
      const row = Math.min(Math.max(lastRow, 0), this.model.rows.length - 1);
      this.set(row < 0 ? 0 : this.model.id(this.model.rows[row]));
    }
    if (!this.shown(this.anchor)) this.anchor = this.current;
  }

  /** An activity got its lasting id. */
  rename(before: number, after: number): void {
    if (this.current === before) this.current = after;
    if (this.anchor === before) this.anchor = after;
    if (this.ids.delete(before)) this.ids.add(after);
  }

  private shown(id: number): boolean {
    return this.rowOf(id) >= 0;
  }

  private rowOf(id: number): number {
    const slot = this.model.slotOf.get(id);
    return slot === undefined ? -1 : this.model.rowOf[slot];
  }
}
