import type { Translate } from "../model/messages";
import { meta } from "../../shell/page";
import type { Command, Problem, WhyLine, WireAnswer, WirePlan } from "./wire";

/** The server said no, in words a person can read. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
  }
}

/** The server was not reached. */
export class Offline extends Error {}

/**
 * The session ended, so nothing of this page reaches the server: it waits, as when offline, for the
 * person to sign in again. `other` has signed in instead; nothing is sent under that name.
 */
export class SignedOut extends Offline {
  constructor(reason: string, readonly other = "") {
    super(reason);
  }
}

/** Why something could not be read, in words of people. */
export function reasonOf(error: unknown, t: Translate): string {
  if (error instanceof SignedOut && error.other) return t("state.other", { name: error.other });
  return (error instanceof Error ? error.message : String(error)) || t("notice.unreadable");
}

/** Typed client of the plan API. `plan` is the address of the plan, ending in `/plan`. */
export class PlanApi {
  private readonly person = meta("person");
  private token = meta("csrf-token");
  /** The session ended: the token of the page is good for nothing any more. */
  private ended = false;

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

  /** What happened since `revision`; null when nothing did. Whoever may not see it may be somebody who signed in meanwhile. */
  async since(revision: number): Promise<WireAnswer | null> {
    try {
      return await this.read("GET", `${this.plan}/changes?since=${revision}`);
    } catch (error) {
      if (error instanceof Refused && [403, 404].includes(error.problem.status)) await this.renew();
      throw error;
    }
  }

  why(id: number): Promise<{ lines: WhyLine[] }> {
    return this.read("GET", this.plan.replace(/plan$/, `activities/${id}/why`));
  }

  private async read<T>(method: string, url: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    if (this.ended) await this.renew();
    let response = await this.send(method, url, body, signal);
    let problem = await problemOf(response);
    if (problem?.renew) {
      await this.renew();
      response = await this.send(method, url, body, signal);
      problem = await problemOf(response);
    }
    if (response.status === 401) this.end(problem);
    if (problem) throw new Refused(problem);
    if (response.status === 204) return null as T;
    return dataOf<T>(response, new Refused({ title: "", status: response.status, detail: "" }));
  }

  /** Each sign-in makes a new token. It is taken where the person is still the one whose page this is. */
  private async renew(): Promise<void> {
    const response = await this.send("GET", this.plan.replace(/projects\/\d+\/plan$/, "me"));
    if (response.status === 401) this.end(await problemOf(response));
    const unknown = new Offline(response.statusText);
    if (!response.ok) throw unknown;
    const me = await dataOf<{ person: number; name: string; token: string }>(response, unknown);
    this.ended = String(me.person) !== this.person;
    if (this.ended) throw new SignedOut("", me.name);
    this.token = me.token;
  }

  private end(problem: Problem | null): never {
    this.ended = true;
    throw new SignedOut(problem?.detail ?? "");
  }

  private async send(method: string, url: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (method !== "GET") {
      headers["Content-Type"] = "application/json";
      headers["X-CSRFToken"] = this.token;
    }
    const init: RequestInit = { method, headers, credentials: "same-origin" };
    if (body !== undefined) init.body = JSON.stringify(body);
    if (signal) init.signal = signal;
    const response = await fetch(url, init).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      throw new Offline(String(error));
    });
    // A gateway that is down answers for the server: that is being offline, not a refusal.
    if (response.status >= 502 && response.status <= 504) throw new Offline(response.statusText);
    return response;
  }
}

/** The data of an answer, or `failure` where it is a page instead: usually the sign-in, which a proxy put in between. */
async function dataOf<T>(response: Response, failure: Error): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw failure;
  }
}

/** What the server says where it says no. */
async function problemOf(response: Response): Promise<Problem | null> {
  if (response.ok) return null;
  const fallback = { title: "", status: response.status, detail: "" };
  try {
    return { ...fallback, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return fallback; // not JSON: an error page of something in between
  }
}
