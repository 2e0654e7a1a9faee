import { meta } from "../../shell/page";
import { type Offline, SignedOut } from "./api";
import type { Translate } from "../model/messages";
import type { Cause } from "./queue";
import { openSignIn } from "../controls/toolbar";
import type { View } from "../view";
import type { Problem, WireAnswer } from "./wire";

export interface AnswersHost {
  /** Finds a current row after rows went, near `row`. */
  settle(row: number): void;
  /** Makes a cell current where no editor is open; false when it is not on show. */
  goToCell(id: number, key: string): boolean;
  why(id: number): void;
}

/** Why something could not be read, in words of people. */
export function reasonOf(error: unknown, t: Translate): string {
  if (error instanceof SignedOut && error.other) return t("state.other", { name: error.other });
  return (error instanceof Error ? error.message : String(error)) || t("notice.unreadable");
}

/** Tells people what the server said: what was done, what was refused and by whom it was forestalled. */
export class Answers {
  /** Who hinders what waits here: nobody (null), whoever is not signed in any more (""), somebody else. */
  private hinderedBy: string | null = null;

  constructor(private readonly view: View, private readonly host: AnswersHost) {}

  applied(answer: WireAnswer, cause: Cause, step: string | null, fresh: boolean): void {
    const { view } = this;
    const { t } = view;
    this.host.settle(Math.max(0, view.selection.row));
    const { message } = answer;
    if (cause === "poll") view.show(t("notice.changedElsewhere", { message }));
    else if (cause !== "change") view.show(t(cause === "undo" ? "notice.undone" : "notice.redone", { what: step ?? message }));
    // Right after a change of one's own, what can be undone is that change.
    else if (fresh && answer.undo) view.say(t("notice.done", { what: answer.undo, message }).trim());
    else view.say(message || t("state.saved"));
  }

  /** The session ended while changes wait: said once, and again when it is over. A line that is down says nothing of it. */
  hindered(by: Offline | null, waiting: number): void {
    if (by && !(by instanceof SignedOut)) return;
    const name = by && waiting > 0 ? by.other : null;
    if (name === this.hinderedBy) return;
    this.hinderedBy = name;
    const { t } = this.view;
    if (name === null) return this.view.show(t("notice.back"));
    const signIn = { label: t("action.signIn"), run: openSignIn };
    if (name) this.view.show(t("notice.other", { name }), { urgent: true });
    else this.view.show(t("notice.ended"), { urgent: true, ...(meta("login-path") && { action: signIn }) });
  }

  refused(problem: Problem): void {
    const { t } = this.view;
    const reason = problem.detail || problem.title || t("notice.unreadable");
    this.host.settle(0);
    // A conflict (of an undo) is told by the server in a whole sentence.
    this.view.show(problem.status === 409 ? reason : t("notice.refused", { reason }), { urgent: true });
  }

  conflict(problem: Problem, again: () => void): void {
    const { t } = this.view;
    this.host.settle(0);
    const who = problem.changed_by ?? t("notice.conflict.someone");
    const text = problem.detail || t("notice.conflict", { who });
    this.view.show(text, { urgent: true, action: { label: t("notice.useMine"), run: again } });
  }

  /** A value that was refused stands in its cell, with the reason beside it. */
  mistaken(id: number, key: string): void {
    const reason = this.view.mistakes.get(`${id}:${key}`)?.text ?? "";
    const shown = this.host.goToCell(id, key);
    this.view.say(reason);
    if (!shown) this.view.show(this.view.t("notice.refused", { reason }), { urgent: true });
    this.view.redraw(true);
  }

  /** A bar that was moved is where it was before: something holds it. */
  held(id: number): void {
    const { t, model, formats } = this.view;
    const start = formats.day(model.table.number.start[model.slotOf.get(id) ?? -1]);
    const action = { label: t("action.why"), run: () => this.host.why(id) };
    this.view.show(t("notice.held", { name: model.name(id), start }), { action });
  }
}
