const ZONE = 36;
const FASTEST = 22;
/** Milliseconds near an edge before anything scrolls: what is there can be reached too. */
const DWELL = 300;

interface Point {
  clientX: number;
  clientY: number;
}

/** Scrolls on while something is held near an edge of a window, the faster the nearer to it. */
export class EdgePan {
  private frame = 0;
  private since = 0;
  private dx = 0;
  private dy = 0;

  /** `moved` is called after every scroll: what is held lies over something else now. */
  constructor(private readonly box: () => DOMRect, private readonly scroll: (dx: number, dy: number) => void, private readonly moved: () => void) {}

  /** Where the pointer is, and where it took hold: it scrolls only towards where it was moved. */
  at(now: Point, held: Point, { sideways = true, upright = true } = {}): void {
    const { left, right, top, bottom } = this.box();
    this.dx = sideways ? speed(now.clientX, held.clientX, left, right) : 0;
    this.dy = upright ? speed(now.clientY, held.clientY, top, bottom) : 0;
    if (this.frame || (!this.dx && !this.dy)) return;
    this.since = performance.now();
    this.frame = requestAnimationFrame(() => this.step());
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.frame = this.dx = this.dy = 0;
  }

  private step(): void {
    this.frame = this.dx || this.dy ? requestAnimationFrame(() => this.step()) : 0;
    if (!this.frame || performance.now() - this.since < DWELL) return;
    this.scroll(this.dx, this.dy);
    this.moved();
  }
}

function speed(at: number, held: number, low: number, high: number): number {
  if (at < Math.min(low + ZONE, held)) return -Math.min(FASTEST, Math.ceil((low + ZONE - at) / 3));
  if (at > Math.max(high - ZONE, held)) return Math.min(FASTEST, Math.ceil((at - high + ZONE) / 3));
  return 0;
}
