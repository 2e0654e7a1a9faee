import { Offline, Refused, SignedOut, type PlanApi } from "./api";
import type { Echo, Echoes } from "./echo";
import type { PlanModel } from "../model/model";
import type { Command, Problem, Ref, WireAnswer } from "./wire";

/** One intention of the user: what goes to the server and what the page shows meanwhile. */
export interface Intention {
  commands: Command[];
  echo?: Echo;
  /** Called when the server has taken it. */
  done?: (answer: WireAnswer) => void;
  /** Called when the server has refused it; true when the refusal was shown beside its cell. */
  refused?: (problem: Problem) => boolean;
}

type Change = { kind: "change"; intention: Intention; retries: number };
/** What brought an answer: the user's own change, undo or redo, or somebody else's. */
export type Cause = "change" | "undo" | "redo" | "poll";
type Job = Change | { kind: "undo" } | { kind: "redo" };

export interface QueueEvents {
  /** `step`: what an undo or redo has undone or redone. */
  applied(answer: WireAnswer, cause: Cause, step: string | null): void;
  /** Waiting jobs or the connection changed. */
  state(): void;
  refused(problem: Problem): void;
  /** Somebody else was quicker; `again` sends the same intention, which showed `echo`, over the newer plan. */
  conflict(problem: Problem, again: () => void, echo?: Echo): void;
  /** A draft row got its lasting id. */
  named(draft: number, id: number): void;
}

const RETRIES = 3;
const LONGEST_PAUSE = 30_000;

/**
 * Sends intentions one at a time, in order, each against the newest revision. Keeps what the page
 * shows equal to: what the server last said, plus the echoes of what is still waiting.
 */
export class CommandQueue {
  private readonly jobs: Job[] = [];
  private readonly lasting = new Map<number, number>();
  private running = false;
  private pause = 1000;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Why nothing reaches the server at present. */
  hindrance: Offline | null = null;

  constructor(
    private readonly api: PlanApi,
    private readonly model: PlanModel,
    private readonly echoes: Echoes,
    private readonly events: QueueEvents,
  ) {}

  get waiting(): number {
    return this.jobs.length;
  }

  add(intention: Intention): void {
    if (intention.echo) this.echoes.put(intention.echo);
    this.push({ kind: "change", intention, retries: 0 });
  }

  undo(): void {
    this.push({ kind: "undo" });
  }

  redo(): void {
    this.push({ kind: "redo" });
  }

  /** Tries at once after the connection came back. */
  resume(): void {
    this.pause = 1000;
    void this.run();
  }

  /** Asks for what others did, unless own changes are under way (their answers bring it). */
  async poll(): Promise<void> {
    if (this.running || this.jobs.length) return;
    const answer = await this.api.since(this.model.revision).catch((error: unknown) => this.noticed(error));
    if (answer === undefined) return;
    if (!this.jobs.length) this.meet(null); // a change that waits by now knows better
    if (answer && !this.running && answer.revision > this.model.revision) this.take(answer, "poll");
  }

  /** A session that ended is told before anything is lost; a line that is down heals by itself. */
  private noticed(error: unknown): undefined {
    if (!(error instanceof SignedOut)) throw error;
    this.meet(error);
  }

  private meet(hindrance: Offline | null): void {
    if (hindrance === this.hindrance) return;
    this.hindrance = hindrance;
    this.events.state();
  }

  private push(job: Job): void {
    this.jobs.push(job);
    this.events.state();
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      let sent = true;
      while (sent && this.jobs.length) sent = await this.attempt(this.jobs[0]);
    } finally {
      this.running = false;
      this.events.state();
    }
  }

  /** False when the server could not be reached; the job stays first in line. */
  private async attempt(job: Job): Promise<boolean> {
    try {
      const step = job.kind === "change" ? null : this.model[job.kind];
      const answer = await this.send(job);
      this.hindrance = null;
      this.pause = 1000;
      this.jobs.shift();
      this.take(answer, job.kind, step);
      if (job.kind === "change") job.intention.done?.(answer);
    } catch (error) {
      if (error instanceof Refused) await this.settle(job, error.problem);
      else if (error instanceof Offline) return this.wait(error);
      else throw error;
    }
    this.events.state();
    return true;
  }

  private send(job: Job): Promise<WireAnswer> {
    if (job.kind === "undo") return this.api.undo(this.model.revision);
    if (job.kind === "redo") return this.api.redo(this.model.revision);
    return this.api.change(this.model.revision, this.prepared(job.intention.commands), false);
  }

  /** Commands as they go out: lasting ids, and the versions of the rows as they are now. */
  prepared(commands: Command[]): Command[] {
    return commands.map((command) => this.resolved(command));
  }

  private take(answer: WireAnswer, cause: Cause, step: string | null = null): void {
    for (const [ref, id] of Object.entries(answer.refs)) this.settleDraft(-Number(ref.slice(1)), id);
    this.echoes.replay(this.waitingEchoes(), () => this.model.apply(answer));
    this.events.applied(answer, cause, step);
  }

  private waitingEchoes(): Echo[] {
    return this.jobs.flatMap((job) => (job.kind === "change" && job.intention.echo ? [job.intention.echo] : []));
  }

  private settleDraft(draft: number, id: number): void {
    this.lasting.set(draft, id);
    this.model.removeDraft(draft, id);
    this.events.named(draft, id);
  }

  private wait(hindrance: Offline): boolean {
    this.hindrance = hindrance;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    return false;
  }

  /** A refusal: of an older revision only (send again), of something that somebody changed (tell), or of the value. */
  private async settle(job: Job, problem: Problem): Promise<void> {
    this.hindrance = null;
    const before = problem.status === 409 ? this.versions(job) : "";
    if (problem.status === 409) await this.catchUp(job);
    const again = problem.status === 409 && job.kind === "change" && !problem.changed_by && job.retries++ < RETRIES;
    if (again && before === this.versions(job)) return;
    this.jobs.shift();
    this.echoes.replay(this.waitingEchoes(), () => undefined);
    if (job.kind === "change" && job.intention.refused?.(problem)) return;
    if (problem.status === 409 && job.kind === "change") this.events.conflict(problem, () => this.add(job.intention), job.intention.echo);
    else this.events.refused(problem);
  }

  private async catchUp(job: Job): Promise<void> {
    const answer = await this.api.since(this.model.revision).catch(() => null);
    if (!answer) {
      if (job.kind === "change") job.retries = RETRIES; // nothing is newer: asking again would not help
      return;
    }
    this.take(answer, "poll");
  }

  /** Versions of the rows that a job is about: equal before and after means nobody touched them. */
  private versions(job: Job): string {
    if (job.kind !== "change") return "";
    const version = (ref: Ref): string => {
      const slot = this.model.slotOf.get(Number(this.lastingRef(ref)));
      return slot === undefined ? "gone" : String(this.model.table.number.version[slot]);
    };
    return job.intention.commands.flatMap(subjects).map(version).join();
  }

  private resolved(command: Command): Command {
    const ref = (value: Ref): Ref => this.lastingRef(value);
    const maybe = (value: Ref | null): Ref | null => (value === null ? null : ref(value));
    switch (command.do) {
      case "set": {
        const id = ref(command.id);
        const slot = this.model.slotOf.get(Number(id));
        return slot === undefined ? { ...command, id } : { ...command, id, version: this.model.table.number.version[slot] };
      }
      case "add":
        return { ...command, parent: maybe(command.parent), after: maybe(command.after) };
      case "move":
        return { ...command, ids: command.ids.map(ref), parent: maybe(command.parent), after: maybe(command.after) };
      case "link": case "unlink":
        return { ...command, from: ref(command.from), to: ref(command.to) };
      default:
        return { ...command, ids: command.ids.map(ref) };
    }
  }

  private lastingRef(ref: Ref): Ref {
    return typeof ref === "number" && ref < 0 ? this.lasting.get(ref) ?? draftRef(ref) : ref;
  }
}

/** The `ref` by which the server is told of a draft: id -3 is "n3". */
export function draftRef(id: number): string {
  return `n${-id}`;
}

function subjects(command: Command): Ref[] {
  switch (command.do) {
    case "set": return [command.id];
    case "add": return [];
    case "link": case "unlink": return [command.to];
    default: return command.ids;
  }
}
