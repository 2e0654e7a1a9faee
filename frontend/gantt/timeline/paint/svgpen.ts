import type { Pen, Track } from "./pen";

/** Lines as the data of an SVG path. */
export class SvgTrack implements Track {
  data = "";

  moveTo(x: number, y: number): void {
    this.data += `M${short(x)} ${short(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.data += `L${short(x)} ${short(y)}`;
  }

  closePath(): void {
    this.data += "Z";
  }

  /** Whole circles are all that is drawn. */
  circle(x: number, y: number, radius: number): void {
    const half = `a${short(radius)} ${short(radius)} 0 1 0 `;
    this.data += `M${short(x - radius)} ${short(y)}${half}${short(radius * 2)} 0${half}${short(-radius * 2)} 0`;
  }
}

/** A pen that writes down what it draws. `measure` is asked for the width of words; `rtl`: they run from right to left. */
export class SvgPen implements Pen {
  fillStyle = "#000";
  strokeStyle = "#000";
  lineWidth = 1;
  lineJoin: CanvasLineJoin = "miter";
  globalAlpha = 1;
  font = "";
  textAlign: CanvasTextAlign = "start";
  textBaseline: CanvasTextBaseline = "alphabetic";
  readonly drawn: string[] = [];
  private track = new SvgTrack();
  private dash = "";

  constructor(private readonly measure: (text: string, font: string) => TextMetrics, private readonly rtl = false) {}

  beginPath(): void {
    this.track = new SvgTrack();
  }

  moveTo(x: number, y: number): void {
    this.track.moveTo(x, y);
  }

  lineTo(x: number, y: number): void {
    this.track.lineTo(x, y);
  }

  closePath(): void {
    this.track.closePath();
  }

  arc(x: number, y: number, radius: number): void {
    this.track.circle(x, y, radius);
  }

  stroke(track: Track = this.track): void {
    this.path(track, `fill="none" ${this.outline()}`);
  }

  fill(track: Track = this.track): void {
    this.path(track, `fill="${quoted(this.fillStyle)}"`);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.rect([x, y, width, height], `fill="${quoted(this.fillStyle)}"`);
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.rect([x, y, width, height], `fill="none" ${this.outline()}`);
  }

  setLineDash(lengths: Iterable<number>): void {
    this.dash = [...lengths].join(" ");
  }

  measureText(text: string): TextMetrics {
    return this.measure(text, this.font);
  }

  fillText(text: string, x: number, y: number): void {
    this.text(text, x, y, `fill="${quoted(this.fillStyle)}"`);
  }

  strokeText(text: string, x: number, y: number): void {
    this.text(text, x, y, `fill="none" ${this.outline()}`);
  }

  private path(track: Track, style: string): void {
    const { data } = track as SvgTrack;
    if (data) this.put("path", `d="${data}" ${style}`);
  }

  private rect([x, y, width, height]: number[], style: string): void {
    this.put("rect", `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" ${style}`);
  }

  private text(text: string, x: number, y: number, style: string): void {
    const beginsThere = (this.textAlign === "right") === this.rtl;
    const anchor = this.textAlign === "center" ? "middle" : beginsThere ? "start" : "end";
    const baseline = this.textBaseline === "middle" ? "central" : "auto";
    const place = `x="${short(x)}" y="${short(y)}" text-anchor="${anchor}" dominant-baseline="${baseline}"`;
    // The family is that of the whole drawing.
    const [, weight, size] = /^(?:(\d+) )?(\S+)/.exec(this.font) ?? [];
    const font = `font-size="${size}"${weight ? ` font-weight="${weight}"` : ""}`;
    this.drawn.push(`<text ${place} ${font} ${style}>${quoted(text)}</text>`);
  }

  private outline(): string {
    const dash = this.dash ? ` stroke-dasharray="${this.dash}"` : "";
    return `stroke="${quoted(this.strokeStyle)}" stroke-width="${this.lineWidth}" stroke-linejoin="${this.lineJoin}"${dash}`;
  }

  private put(tag: string, attributes: string): void {
    const alpha = this.globalAlpha === 1 ? "" : ` opacity="${this.globalAlpha}"`;
    this.drawn.push(`<${tag} ${attributes}${alpha}/>`);
  }
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function quoted(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
