import { make, uniqueId } from "./dom";
import type { Grid } from "../grid/grid";
import type { View } from "../view";

const GAP = 3;

/** A few words beside a cell: inside the table, wherever in it the cell is. */
export class Bubble {
  readonly element: HTMLElement;

  constructor(private readonly view: View, private readonly grid: Grid, kind: string, private readonly side: "above" | "below", role: string | null = null) {
    this.element = make("div", { class: kind, role, id: uniqueId("hwg-bubble"), hidden: true });
    grid.overlay.append(this.element);
  }

  get hidden(): boolean {
    return this.element.hidden !== false;
  }

  show(text: string, cell: HTMLElement, row: number): void {
    const { element } = this;
    if (element.textContent !== text) element.textContent = text;
    if (element.hidden) element.hidden = false;
    this.place(cell, row);
  }

  hide(): void {
    if (!this.element.hidden) this.element.hidden = true;
  }

  place(cell: HTMLElement, row: number): void {
    const { style, offsetWidth: width, offsetHeight: height } = this.element;
    const { rowHeight, rtl } = this.view.theme;
    const frame = this.grid.frame();
    const start = rtl ? cell.offsetLeft + cell.offsetWidth - width : cell.offsetLeft;
    style.left = `${Math.max(frame.left + GAP, Math.min(start, frame.right - width - GAP))}px`;
    const top = row * rowHeight + cell.offsetTop;
    const above = top - height - GAP;
    const below = top + rowHeight + GAP;
    const noRoom = this.side === "below" ? below + height > frame.bottom : above < frame.top;
    style.top = `${(this.side === "below") === noRoom ? above : below}px`;
  }
}
