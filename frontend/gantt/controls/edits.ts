import { fieldValue, isChoice } from "../model/columns";
import type { Column } from "../model/fields";
import type { Echo } from "../server/echo";
import type { Move } from "../timeline/moves";
import { draftRef, type CommandQueue } from "../server/queue";
import { percentOf } from "../model/typed";
import type { View } from "../view";
import type { Command, Fields, LinkType, Problem } from "../server/wire";

export interface EditsHost {
  /** A value that was refused stands in its cell. */
  mistaken(id: number, key: string): void;
  /** A bar that was moved is where it was before. */
  held(id: number): void;
}

/** The intentions of the user, as commands for the server and an echo for the page. */
export class Edits {
  constructor(private readonly view: View, private readonly queue: Pick<CommandQueue, "add">, private readonly host: EditsHost) {}

  /** Types `text` into one column of some activities. */
  setCells(ids: number[], column: Column, text: string): void {
    this.setMany(ids.map((id) => ({ id, values: [{ column, text }] })));
  }

  /** Types texts into many cells at once: one change, one step of undo. */
  setMany(
    rows: { id: number; values: { column: Column; text: string }[] }[],
    more: Command[] = [],
    refused = (problem: Problem): boolean => this.refuseCell(problem, rows),
  ): void {
    const echo: Required<Pick<Echo, "values" | "typed">> = { values: [], typed: [] };
    const commands: Command[] = [];
    for (const { id, values } of rows) {
      const fields: Fields = {};
      for (const { column, text } of values) {
        fields[column.key] = fieldValue(column, text);
        this.view.mistakes.delete(`${id}:${column.key}`);
        this.echoText(echo, id, column, text);
      }
      if (values.length) commands.push({ do: "set", id, fields });
    }
    commands.push(...more);
    if (!commands.length) return;
    const started = rows.find(({ values }) => values.some(({ column, text }) => column.key === "start" && text.trim()));
    const before = started && this.spanOf(started.id);
    const done = (): void => {
      if (started && before === this.spanOf(started.id) && this.wantsEarlier(started.id)) this.host.held(started.id);
    };
    this.queue.add({ commands, echo, refused, done });
    this.view.redraw(true);
  }

  /** Sends the name that was typed into a draft row; `done` is called when it has its lasting id. */
  storeDraft(id: number, name: string, done: () => void): void {
    const { model } = this.view;
    const draft = model.drafts.find((candidate) => candidate.id === id);
    if (!draft) return;
    const parent = draft.parent || null;
    this.queue.add({
      commands: [{ do: "add", ref: draftRef(id), parent, after: draft.after, fields: { name: name.trim() } }],
      echo: { values: [{ id, field: "name", value: name.trim() }] },
      done,
      refused: () => {
        model.removeDraft(id);
        this.view.redraw(true);
        return false;
      },
    });
    this.view.redraw(true);
  }

  /** Moves bars as a drag or a key wants it; tells when something held the first of them where it was. */
  moveBars({ spans, commands }: Move): void {
    if (!commands.length) return;
    const [id] = spans.keys();
    const before = this.spanOf(id);
    const echo: Echo = {
      values: [...spans].flatMap(([each, { start, finish }]) => [
        { id: each, field: "start" as const, value: start },
        { id: each, field: "finish" as const, value: finish },
      ]),
    };
    this.queue.add({ commands, echo, done: () => this.spanOf(id) === before && this.host.held(id) });
    this.view.redraw(true);
  }

  /** Whether its constraint names a day before the one on which it starts. */
  private wantsEarlier(id: number): boolean {
    const { slotOf, table } = this.view.model;
    const slot = slotOf.get(id) ?? -1;
    return table.number.constraint_date[slot]! < table.number.start[slot]!;
  }

  private spanOf(id: number): string {
    const { slotOf, table } = this.view.model;
    const slot = slotOf.get(id) ?? -1;
    return `${table.number.start[slot]}–${table.number.finish[slot]}`;
  }

  setPercent(ids: number[], percent: number): void {
    const echo: Echo = { values: ids.map((id) => ({ id, field: "percent", value: percent })) };
    this.queue.add({ commands: ids.map((id) => ({ do: "set", id, fields: { percent } })), echo });
    this.view.redraw(true);
  }

  link(from: number, to: number, type: LinkType): void {
    this.queue.add({ commands: [{ do: "link", from, to, type, lag: "" }] });
  }

  /** Each activity follows the one before it. */
  linkInSequence(ids: number[]): void {
    const pairs = ids.slice(1).map((to, i): Command => ({ do: "link", from: ids[i], to, type: "FS", lag: "" }));
    if (pairs.length) this.queue.add({ commands: pairs });
  }

  /** Takes away every link among `ids`; with one id, all of its links. */
  unlink(ids: number[]): void {
    const { links } = this.view.model;
    const among = new Set(ids);
    const commands: Command[] = [];
    for (let link = 0; link < links.size; link++) {
      const from = this.view.model.id(links.from[link]);
      const to = this.view.model.id(links.to[link]);
      const hit = ids.length === 1 ? among.has(from) || among.has(to) : among.has(from) && among.has(to);
      if (hit) commands.push({ do: "unlink", from, to });
    }
    if (commands.length) this.queue.add({ commands });
  }

  remove(ids: number[]): void {
    const drafts = ids.filter((id) => id < 0 && this.view.model.drafts.some((draft) => draft.id === id));
    for (const id of drafts) this.view.model.removeDraft(id);
    const stored = this.view.model.topmost(ids.filter((id) => !drafts.includes(id)));
    if (stored.length) this.queue.add({ commands: [{ do: "delete", ids: stored }], echo: { hidden: stored } });
    this.view.redraw(true);
  }

  shift(kind: "indent" | "outdent", ids: number[]): void {
    const stored = this.view.model.topmost(ids);
    if (stored.length) this.queue.add({ commands: [{ do: kind, ids: stored }] });
  }

  /** Puts activities below `after` among the children of `parent` (0: top level). */
  place(ids: number[], parent: number, after: number | null): void {
    this.queue.add({ commands: [{ do: "move", ids, parent: parent || null, after }] });
  }

  private echoText(echo: Required<Pick<Echo, "values" | "typed">>, id: number, column: Column, text: string): void {
    const percent = column.kind === "percent" ? percentOf(text) : null;
    if (percent !== null) echo.values.push({ id, field: "percent", value: percent });
    else if (column.key === "name") echo.values.push({ id, field: "name", value: text.trim() });
    else if (isChoice(column)) {
      const words = this.view.cells.choices(column).find(([value]) => value === text)?.[1] ?? text;
      echo.typed.push({ id, field: column.key, text: words });
    } else echo.typed.push({ id, field: column.key, text: text.trim() });
  }

  /** A value that the server could not take stands, marked, in its cell. */
  private refuseCell(problem: Problem, rows: { id: number; values: { column: Column; text: string }[] }[]): boolean {
    if (problem.status !== 422 && problem.status !== 400) return false;
    const row = rows.find(({ id }) => id === Number(problem.row)) ?? rows[0];
    const cell = row?.values.find(({ column }) => column.key === problem.field) ?? row?.values[0];
    if (!row || !cell) return false;
    this.view.mistakes.set(`${row.id}:${cell.column.key}`, { typed: cell.text, text: problem.detail || problem.title });
    this.host.mistaken(row.id, cell.column.key);
    return true;
  }
}
