import { Refused, type PlanApi } from "../server/api";
import type { PlanModel } from "../model/model";
import type { Command, WireAnswer } from "../server/wire";

export interface Span {
  start: number;
  finish: number;
}

type Answered = (message: string, others: number) => void;

const PAUSE = 120;

/**
 * What a drag would do. Its own bars follow the pointer; all others come from the server's preview
 * of the same change, asked whenever the pointer rests: the page computes no dates itself.
 */
export class Ghost {
  arrow: { x0: number; y0: number; x1: number; y1: number } | null = null;
  private own = new Map<number, Span>();
  private others = new Map<number, Span>();
  private timer = 0;
  private request: AbortController | null = null;

  constructor(private readonly api: PlanApi, private readonly model: PlanModel, private readonly prepared: (commands: Command[]) => Command[]) {}

  get isEmpty(): boolean {
    return this.own.size === 0 && this.others.size === 0 && !this.arrow;
  }

  of(id: number): Span | undefined {
    return this.own.get(id) ?? this.others.get(id);
  }

  /** Whether the preview has another place for a bar than it has now. */
  moves(id: number): boolean {
    return this.others.has(id);
  }

  setOwn(spans: Map<number, Span>): void {
    this.own = spans;
  }

  /** Asks, after a short rest, what else these commands would move; `answered` learns how many bars, and the server's words. */
  ask(commands: Command[], answered: Answered): void {
    this.stopAsking();
    this.timer = window.setTimeout(() => void this.preview(commands, answered), PAUSE);
  }

  clear(): void {
    this.stopAsking();
    this.own = new Map();
    this.others = new Map();
    this.arrow = null;
  }

  private stopAsking(): void {
    window.clearTimeout(this.timer);
    this.request?.abort();
    this.request = null;
  }

  private async preview(commands: Command[], answered: Answered): Promise<void> {
    const request = (this.request = new AbortController());
    try {
      const answer = await this.api.change(this.model.revision, this.prepared(commands), true, request.signal);
      if (request.signal.aborted) return;
      this.others = this.moved(answer);
      answered(answer.message, [...this.others.keys()].filter((id) => !this.own.has(id)).length);
    } catch (error) {
      if (request.signal.aborted) return;
      this.others.clear();
      answered(error instanceof Refused ? error.message : "", 0);
    }
  }

  private moved({ activities }: WireAnswer): Map<number, Span> {
    const { start, finish } = this.model.table.number;
    const moved = new Map<number, Span>();
    activities.id.forEach((id, i) => {
      const slot = this.model.slotOf.get(id);
      const span = { start: activities.start[i] ?? NaN, finish: activities.finish[i] ?? NaN }; // an empty summary has no dates
      if (slot === undefined || (start[slot] === span.start && finish[slot] === span.finish)) return;
      moved.set(id, span);
    });
    return moved;
  }
}
