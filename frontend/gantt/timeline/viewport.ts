import type { Drawing } from "./drawing";
import { make } from "../controls/dom";
import type { Grid } from "../grid/grid";
import { onPinch } from "./pinch";
import { DAY, MAX_PX_PER_DAY, MIN_PX_PER_DAY, wallClock } from "../model/scale";
import type { View } from "../view";

const SPLITTER = 7;
const NARROWEST_PANE = 120;
const USUAL_SHARE = 0.56; // of the width, for the table
const END_ROOM = 48;

/**
 * The one scroller that moves table and timeline together. Its stage sticks to the window; a spacer
 * behind it is as large as the plan. So the browser scrolls, and the two halves cannot tear.
 */
export class Viewport {
  readonly element: HTMLElement;
  readonly splitter: HTMLElement;
  private readonly stage: HTMLElement;
  private scrollbar = 0;
  private readonly space = make("div", { class: "hwg-space" });

  constructor(private readonly view: View, private readonly grid: Grid, private readonly drawing: Drawing) {
    this.splitter = make("div", {
      class: "hwg-split", role: "separator", tabindex: 0, "aria-orientation": "vertical", "aria-label": view.t("splitter.label"),
    });
    this.stage = make("div", { class: "hwg-stage" }, grid.pane, this.splitter, drawing.element);
    this.space.append(this.stage);
    this.element = make("div", { class: "hwg-scroll" }, this.space);
    this.element.addEventListener("scroll", () => view.redraw(), { passive: true });
    this.element.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    let before = 0;
    onPinch(drawing.canvas, () => (before = view.scale.pxPerDay), (factor, x) => this.zoom(before * factor, this.drawingX(x)));
    this.splitter.addEventListener("pointerdown", (event) => this.dragSplitter(event));
    this.splitter.addEventListener("keydown", (event) => this.splitterKey(event));
  }

  get left(): number {
    return Math.abs(this.element.scrollLeft); // negative on right-to-left pages
  }

  get top(): number {
    return this.element.scrollTop;
  }

  /** Rows that are wholly in sight. */
  get firstRow(): number {
    return Math.ceil(this.top / this.view.theme.rowHeight);
  }

  get lastRow(): number {
    return Math.floor((this.top + this.seenHeight) / this.view.theme.rowHeight) - 1;
  }

  get pageRows(): number {
    return Math.max(1, this.lastRow - this.firstRow);
  }

  /** What of the rows no scrollbar covers. */
  private get seenHeight(): number {
    return this.bodyHeight - this.scrollbar;
  }

  private get bodyHeight(): number {
    return this.element.clientHeight - this.view.theme.headerHeight;
  }

  /** Fits the two halves and the spacer to the element, the zoom and the number of rows. */
  layout(): void {
    const { theme, scale, model } = this.view;
    const width = this.element.clientWidth;
    const height = this.element.clientHeight;
    const pane = theme.narrow ? width : this.paneWidth(width);
    const drawingWidth = Math.max(0, theme.narrow ? width : width - pane - SPLITTER);
    this.grid.pane.style.width = `${pane}px`;
    this.stage.style.width = `${width}px`;
    this.stage.style.height = `${height}px`;
    const [low, high] = model.extent();
    scale.fit(low, high, drawingWidth);
    this.space.style.width = `${width + Math.max(0, scale.width - drawingWidth)}px`;
    this.space.style.height = `${Math.max(height, theme.headerHeight + model.rows.length * theme.rowHeight + END_ROOM)}px`;
    this.grid.setHeight(model.rows.length * theme.rowHeight + height);
    this.drawing.resize(drawingWidth, height);
    this.scrollbar = this.grid.treegrid.offsetHeight - this.grid.treegrid.clientHeight;
    this.splitter.setAttribute("aria-valuenow", String(Math.round((pane / Math.max(width, 1)) * 100)));
  }

  render(): void {
    this.grid.render(this.top, this.bodyHeight);
    this.drawing.paint(this.left, this.top);
  }

  scrollBy(dx: number, dy: number): void {
    this.element.scrollLeft += dx;
    this.element.scrollTop += dy;
  }

  scrollTo(left: number | null, top: number | null): void {
    if (left !== null) this.element.scrollLeft = this.view.theme.rtl ? -left : left;
    if (top !== null) this.element.scrollTop = top;
  }

  /** Scrolls as little as needed to have a row in sight. */
  revealRow(row: number): void {
    const { rowHeight } = this.view.theme;
    if (row < 0) return;
    if (row < this.firstRow) this.scrollTo(null, row * rowHeight);
    else if (row > this.lastRow) this.scrollTo(null, (row + 1) * rowHeight - this.seenHeight + 1);
  }

  /** Brings a moment to the first third of the timeline. */
  revealTime(time: number): void {
    this.scrollTo(this.view.scale.x(time) - this.drawing.width / 3, null);
    this.view.redraw();
  }

  goToday(): void {
    this.revealTime(wallClock());
  }

  /** Zooms about a point of the timeline (its middle if none is given), which stays where it is. */
  zoom(pxPerDay: number, at = this.drawing.width / 2, remember = true): void {
    const { scale, settings } = this.view;
    const time = scale.time(this.left + at);
    scale.pxPerDay = Math.min(MAX_PX_PER_DAY, Math.max(MIN_PX_PER_DAY, pxPerDay));
    if (remember) settings.set("pxPerDay", scale.pxPerDay);
    this.layout();
    this.scrollTo(scale.x(time) - at, null);
    this.view.redraw();
  }

  /** The whole project in one window. */
  fit(): void {
    const { scale, model } = this.view;
    const { start, finish } = model.project;
    const days = Math.max(1, (finish - start) / DAY);
    this.zoom((this.drawing.width * 0.9) / days, undefined, false); // another project has another length
    this.scrollTo(scale.x(start) - this.drawing.width * 0.05, null);
    this.view.redraw();
  }

  private paneWidth(width: number): number {
    const wanted = this.view.settings.get("gridWidth") ?? this.grid.widthWithin(width * USUAL_SHARE);
    return Math.round(Math.min(Math.max(wanted, NARROWEST_PANE), Math.max(NARROWEST_PANE, width - 160), this.grid.width + 2));
  }

  private setPaneWidth(width: number): void {
    this.view.settings.set("gridWidth", width);
    this.layout();
    this.view.redraw();
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoom(this.view.scale.pxPerDay * Math.exp(-event.deltaY / 300), this.drawingX(event.clientX));
  }

  /** How far into the timeline an x of the page is, from the side where reading begins. */
  private drawingX(clientX: number): number {
    const { left, right } = this.drawing.canvas.getBoundingClientRect();
    const x = this.view.theme.rtl ? right - clientX : clientX - left;
    return Math.min(Math.max(x, 0), this.drawing.width);
  }

  private dragSplitter(event: PointerEvent): void {
    const start = event.clientX;
    const width = this.grid.pane.offsetWidth;
    const direction = this.view.theme.rtl ? -1 : 1;
    this.splitter.setPointerCapture(event.pointerId);
    const move = (now: PointerEvent): void => this.setPaneWidth(width + (now.clientX - start) * direction);
    this.splitter.addEventListener("pointermove", move);
    this.splitter.addEventListener("lostpointercapture", () => this.splitter.removeEventListener("pointermove", move), { once: true });
  }

  private splitterKey(event: KeyboardEvent): void {
    const step = event.key === "ArrowRight" ? 24 : event.key === "ArrowLeft" ? -24 : 0;
    if (!step) return;
    event.preventDefault();
    this.setPaneWidth(this.grid.pane.offsetWidth + (this.view.theme.rtl ? -step : step));
  }
}
