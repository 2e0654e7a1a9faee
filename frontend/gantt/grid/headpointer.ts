import { moved } from "../model/columns";
import type { ColumnKey } from "../model/fields";
import { make } from "../controls/dom";
import type { Grid } from "./grid";
import { followPointer } from "../controls/pointer";
import { NARROWEST, WIDEST } from "../model/settings";
import type { View } from "../view";

const STARTS_AT = 5;

export interface HeadHost {
  /** Widths changed. */
  resized(): void;
  /** Other columns, or another order of them. */
  columnsChanged(): void;
}

/** Pointer work on the heads of columns: their width and their order. */
export class HeadPointer {
  private readonly dropLine = make("div", { class: "hwg-drop-column", "aria-hidden": "true", hidden: true });

  constructor(private readonly view: View, private readonly grid: Grid, private readonly host: HeadHost) {
    grid.head.append(this.dropLine);
    grid.head.addEventListener("pointerdown", (event) => this.down(event));
    grid.head.addEventListener("dblclick", (event) => {
      const key = keyOf(event.target as Element);
      if (key && (event.target as Element).closest(".hwg-resize")) this.setWidth(key, undefined);
    });
  }

  private down(event: PointerEvent): void {
    const target = event.target as Element;
    const key = keyOf(target);
    if (event.button !== 0 || !key) return;
    event.preventDefault();
    this.grid.treegrid.focus({ preventScroll: true });
    if (target.closest(".hwg-resize")) this.resize(event, key);
    else if (!this.view.theme.narrow) this.reorder(event, key);
  }

  private resize(event: PointerEvent, key: ColumnKey): void {
    const width = this.grid.headElement(key)!.offsetWidth;
    const direction = this.view.theme.rtl ? -1 : 1;
    followPointer((now) => this.setWidth(key, width + (now.clientX - event.clientX) * direction), () => undefined);
  }

  private setWidth(key: ColumnKey, width: number | undefined): void {
    const { settings } = this.view;
    const { [key]: _, ...others } = settings.get("widths") ?? {};
    settings.set("widths", width === undefined ? others : { ...others, [key]: Math.min(WIDEST, Math.max(NARROWEST, width)) });
    this.grid.setWidths();
    this.host.resized();
  }

  private reorder(event: PointerEvent, key: ColumnKey): void {
    let place = -1;
    followPointer(
      (now) => {
        if (place < 0 && Math.abs(now.clientX - event.clientX) < STARTS_AT) return;
        place = this.placeAt(now.clientX);
        this.showDrop(place);
      },
      (dropped) => {
        this.dropLine.hidden = true;
        if (!dropped || place < 0) return;
        const keys = this.grid.columns.map((column) => column.key);
        const at = keys.indexOf(key);
        this.view.settings.set("columns", moved(keys, at, place > at ? place - 1 : place));
        this.host.columnsChanged();
      },
    );
  }

  /** Before which column something would drop. */
  private placeAt(x: number): number {
    const passed = this.grid.columns.filter(({ key }) => {
      const { left, width } = this.grid.headElement(key)!.getBoundingClientRect();
      const middle = left + width / 2;
      return this.view.theme.rtl ? x < middle : x > middle;
    });
    return passed.length;
  }

  private showDrop(place: number): void {
    const before = this.grid.columns.slice(0, place).reduce((sum, column) => sum + this.grid.columnWidth(column), 0);
    this.dropLine.hidden = false;
    this.dropLine.style.insetInlineStart = `${before - 1}px`;
  }
}

function keyOf(target: Element): ColumnKey | null {
  return (target.closest<HTMLElement>(".hwg-cell")?.dataset["key"] as ColumnKey | undefined) ?? null;
}
