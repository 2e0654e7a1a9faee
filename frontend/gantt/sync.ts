import { Refused } from "./api";
import type { CommandQueue } from "./queue";

const EVERY = 10_000;

/** Brings others' changes in while the page is looked at, and guards what is not stored yet. */
export class Sync {
  private readonly stop = new AbortController();
  private readonly timer: number;

  constructor(private readonly queue: CommandQueue) {
    const { signal } = this.stop;
    this.timer = window.setInterval(() => void this.poll(), EVERY);
    document.addEventListener("visibilitychange", () => void this.poll(), { signal });
    window.addEventListener("online", () => queue.resume(), { signal });
    window.addEventListener("beforeunload", (event) => queue.waiting && event.preventDefault(), { signal });
  }

  end(): void {
    this.stop.abort();
    window.clearInterval(this.timer);
  }

  private async poll(): Promise<void> {
    if (document.hidden) return;
    try {
      await this.queue.poll();
    } catch (error) {
      // Being signed out is found at the next change and said there; a lost line heals by itself.
      if (error instanceof Refused && (error.problem.status === 401 || error.problem.status === 403)) this.end();
    }
  }
}
