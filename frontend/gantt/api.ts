import type { Command, Problem, WhyLine, WireAnswer, WirePlan } from "./wire";

/** The server said no, in words a person can read. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
  }
}

/** The server was not reached. */
export class Offline extends Error {}

/** Typed client of the plan API. `plan` is the address of the plan, ending in `/plan`. */
export class PlanApi {
  constructor(private readonly plan: string) {}

  load(): Promise<WirePlan> {
    return this.read<WirePlan>("GET", this.plan);
  }

  change(revision: number, commands: Command[], preview: boolean, signal?: AbortSignal): Promise<WireAnswer> {
    return this.read("POST", `${this.plan}/changes`, { revision, preview, commands }, signal);
  }

  undo(revision: number): Promise<WireAnswer> {
    return this.read("POST", `${this.plan}/undo`, { revision });
  }

  redo(revision: number): Promise<WireAnswer> {
    return this.read("POST", `${this.plan}/redo`, { revision });
  }

  /** What happened since `revision`; null when nothing did. */
  since(revision: number): Promise<WireAnswer | null> {
    return this.read("GET", `${this.plan}/changes?since=${revision}`);
  }

  why(id: number): Promise<{ lines: WhyLine[] }> {
    return this.read("GET", this.plan.replace(/plan$/, `activities/${id}/why`));
  }

  private async read<T>(method: string, url: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const response = await this.send(method, url, body, signal);
    if (response.status === 204) return null as T;
    // A gateway that is down answers for the server: that is being offline, not a refusal.
    if (response.status >= 502 && response.status <= 504) throw new Offline(response.statusText);
    if (!response.ok) throw new Refused(await problemOf(response));
    try {
      return (await response.json()) as T;
    } catch {
      // A page instead of data: usually the sign-in, which a proxy put in between.
      throw new Refused({ title: "", status: response.status, detail: "" });
    }
  }

  private async send(method: string, url: string, body: unknown, signal?: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (method !== "GET") {
      headers["Content-Type"] = "application/json";
      headers["X-CSRFToken"] = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
    }
    const init: RequestInit = { method, headers, credentials: "same-origin" };
    if (body !== undefined) init.body = JSON.stringify(body);
    if (signal) init.signal = signal;
    try {
      return await fetch(url, init);
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new Offline(String(error));
    }
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const fallback = { title: response.statusText, status: response.status, detail: "" };
  try {
    return { ...fallback, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return fallback; // not JSON: an error page of something in between
  }
}
