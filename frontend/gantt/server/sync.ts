import type { CommandQueue } from "./queue";

const EVERY = 10_000;

/** Brings others' changes in while the page is looked at, and guards what is not stored yet. */
export class Sync {
  private readonly stop = new AbortController();
  private readonly timer: number;

  constructor(private readonly queue: CommandQueue) {
    const { signal } = this.stop;
    this.timer = window.setInterval(() => void this.poll(), EVERY);
    // Whoever signed in again in another tab comes back to this one.
    document.addEventListener("visibilitychange", () => this.look(), { signal });
    window.addEventListener("focus", () => this.look(), { signal });
    window.addEventListener("online", () => queue.resume(), { signal });
    window.addEventListener("beforeunload", (event) => queue.waiting && event.preventDefault(), { signal });
  }

  end(): void {
    this.stop.abort();
    window.clearInterval(this.timer);
  }

  private look(): void {
    if (this.queue.waiting) this.queue.resume();
    else void this.poll();
  }

  private async poll(): Promise<void> {
    if (document.hidden) return;
    // A lost line heals by itself, and a plan that is refused today may be seen again tomorrow.
    await this.queue.poll().catch(() => undefined);
  }
}
