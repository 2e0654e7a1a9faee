import { meta } from "../../shell/page";
import type { Surface } from "../bench/surface";
import type { Grid } from "../grid/grid";
import type { Navigator } from "../grid/navigator";
import { type Offline, SignedOut } from "../server/api";
import type { Echo } from "../server/echo";
import type { Cause } from "../server/queue";
import type { Problem, WireAnswer } from "../server/wire";
import type { View } from "../view";
import { openSignIn } from "./toolbar";

interface Parts {
  grid: Pick<Grid, "columns">;
  navigator: Pick<Navigator, "goTo">;
  settle: Surface["settle"];
  explain: Surface["explain"];
  undo(): void;
}

/** Tells people what the server said: what was done, what was refused and by whom it was forestalled. */
export class Telling {
  /** Who hinders what waits here: nobody (null), whoever is not signed in any more (""), somebody else. */
  private hinderedBy: string | null = null;

  constructor(private readonly view: View, private readonly parts: Parts) {}

  applied(answer: WireAnswer, cause: Cause, step: string | null, fresh: boolean): void {
    const { view } = this;
    const { t } = view;
    this.parts.settle(Math.max(0, view.selection.row));
    const { message } = answer;
    if (cause === "poll") view.show(t("notice.changedElsewhere", { message }));
    else if (cause !== "change") view.show(t(cause === "undo" ? "notice.undone" : "notice.redone", { what: step ?? message }));
    else if (answer.new_resources.length) this.madeResources(answer);
    // Right after a change of one's own, what can be undone is that change.
    else if (fresh && answer.undo) view.say(t("notice.done", { what: answer.undo, message }).trim());
    else view.say(message || t("state.saved"));
  }

  /** A slip of the pen makes a resource, too: it is shown, with the way back. */
  private madeResources({ new_resources: made, revision }: WireAnswer): void {
    const { t, model } = this.view;
    const names = made.map((name) => `“${name}”`).join(", ");
    // Undo takes back the newest step; once there is a newer one, that is another.
    const undo = (): void => (model.revision === revision ? this.parts.undo() : this.view.show(t("notice.changedSince")));
    this.view.show(t("notice.newResources", { count: made.length, names }), { action: { label: t("action.undo"), run: undo } });
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
    this.parts.settle(0);
    // A conflict (of an undo) is told by the server in a whole sentence.
    this.view.show(problem.status === 409 ? reason : t("notice.refused", { reason }), { urgent: true });
  }

  conflict(problem: Problem, again: () => void, echo: Echo = {}): void {
    const { t } = this.view;
    this.parts.settle(0);
    const who = problem.changed_by ?? t("notice.conflict.someone");
    const text = problem.detail || t("notice.conflict", { who });
    const typed = typedIn(echo);
    this.view.show(typed ? t("notice.typed", { text, typed }) : text, { urgent: true, action: { label: t("notice.useMine"), run: again } });
  }

  /** A value that was refused stands in its cell, with the reason beside it. */
  mistaken(id: number, key: string): void {
    const reason = this.view.mistakes.get(`${id}:${key}`)?.text ?? "";
    const shown = this.goToCell(id, key);
    this.view.say(reason);
    if (!shown) this.view.show(this.view.t("notice.refused", { reason }), { urgent: true });
    this.view.redraw(true);
  }

  /** Makes a cell current where nobody types; false when it is not on show. */
  private goToCell(id: number, key: string): boolean {
    const column = this.parts.grid.columns.findIndex((each) => each.key === key);
    if (this.view.editing === null && column >= 0) this.parts.navigator.goTo(id, column);
    return column >= 0 && this.view.selection.current === id;
  }

  /** A bar that was moved is where it was before: something holds it. */
  held(id: number): void {
    const { t, model, formats } = this.view;
    const start = formats.day(model.table.number.start[model.slotOf.get(id) ?? -1]);
    const action = { label: t("action.why"), run: () => this.parts.explain(id) };
    this.view.show(t("notice.held", { name: model.name(id), start }), { action });
  }
}

/** What somebody typed, as the page showed it meanwhile; of a bar that was moved nothing was. */
function typedIn({ values = [], typed = [] }: Echo): string {
  const texts = typed.map(({ text }) => text);
  for (const { field, value } of values) {
    if (field === "name") texts.push(String(value));
    else if (field === "percent") texts.push(`${value} %`);
  }
  return texts.join(", ");
}
