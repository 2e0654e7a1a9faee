/** Draws once per frame of the screen, however often it is asked to; nothing before it is started. */
export class Frames {
  private paint: ((rows: boolean) => void) | null = null;
  private frame = 0;
  private rows = false;

  start(paint: (rows: boolean) => void): void {
    this.paint = paint;
    this.ask(true);
  }

  /** Something changed; `rows`: texts or marks of rows too. */
  ask(rows = false): void {
    this.rows ||= rows;
    if (this.paint) this.frame ||= requestAnimationFrame(() => this.draw());
  }

  end(): void {
    cancelAnimationFrame(this.frame);
    this.paint = null;
  }

  private draw(): void {
    const { rows } = this;
    this.frame = 0;
    this.rows = false;
    this.paint?.(rows);
  }
}
