/** What the drawing needs of a pen. A canvas has it; `SvgPen` writes the same drawing down as SVG. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | "fillStyle" | "strokeStyle" | "lineWidth" | "lineJoin" | "globalAlpha" | "font" | "textAlign" | "textBaseline"
  | "fillRect" | "strokeRect" | "beginPath" | "moveTo" | "lineTo" | "arc" | "closePath" | "setLineDash" | "measureText"
  | "fillText" | "strokeText"
> & { stroke(path?: Track): void; fill(path?: Track): void };

/** Lines that are kept to be drawn at once. */
export type Track = Pick<Path2D, "moveTo" | "lineTo" | "closePath">;
