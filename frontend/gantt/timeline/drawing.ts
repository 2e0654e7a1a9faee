import { make } from "../controls/dom";
import type { Ghost } from "./ghost";
import { paintScene } from "./paint/all";
import type { Pen } from "./paint/pen";
import type { Scene } from "./paint/scene";
import { wallClock } from "../model/scale";
import type { View } from "../view";

/** The timeline half: one canvas, painted as a whole in every frame that changed. */
export class Drawing {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  width = 0;
  height = 0;
  /** Drawn over the bars by whoever handles the pointer. */
  overlay: ((scene: Scene) => void) | null = null;
  private readonly pen: CanvasRenderingContext2D;
  private ratio = 1;

  constructor(private readonly view: View, private readonly ghost: Ghost) {
    // Every datum of it stands as text in the treegrid.
    this.canvas = make("canvas", { "aria-hidden": "true" });
    this.element = make("div", { class: "hwg-drawing" }, this.canvas);
    this.pen = this.canvas.getContext("2d", { alpha: false })!;
  }

  resize(width: number, height: number): void {
    const ratio = window.devicePixelRatio || 1;
    if (width === this.width && height === this.height && ratio === this.ratio) return;
    this.width = width;
    this.height = height;
    this.ratio = ratio;
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
  }

  paint(left: number, top: number): void {
    const { theme, model } = this.view;
    const rows = model.rows.length;
    const scene: Scene = {
      view: this.view,
      pen: this.pen as unknown as Pen, // its tracks are those of a canvas
      newTrack: () => new Path2D(),
      width: this.width,
      height: this.height,
      left,
      top,
      firstRow: Math.max(0, Math.floor(top / theme.rowHeight)),
      lastRow: Math.min(rows - 1, Math.ceil((top + this.height - theme.headerHeight) / theme.rowHeight)),
      ghost: this.ghost,
      today: wallClock(),
    };
    this.pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    paintScene(scene, this.overlay);
  }
}
