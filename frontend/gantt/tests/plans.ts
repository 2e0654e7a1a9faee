import { FIELDS, TEXTUAL, type Field, type TextField, type WireActivities } from "../model/fields";
import type { WireAnswer, WireLinks, WirePlan } from "../server/wire";

export const DAY = 86400;

/** What is to be said of an activity; the rest is as usual. */
export type Row = { id: number } & { [F in Field]?: WireActivities[F][number] };

const usual = ({ id }: Row): Row => ({
  id, number: id, wbs: String(id), name: `A${id}`, kind: "task", mode: "auto", constraint: "asap", active: 1,
  start: 0, finish: 32400, duration: 28800, duration_text: "1d", version: 1,
});

/** What a field holds of which nothing is said. */
const nothing = (field: Field): string | number | null =>
  TEXTUAL.includes(field as TextField) ? "" : ["date", "span"].includes(FIELDS[field].kind) ? null : 0;

/** Activities as the API sends them. */
export function activities(rows: Row[]): WireActivities {
  const whole = rows.map((row) => ({ ...usual(row), ...row }));
  const fields = Object.keys(FIELDS) as Field[];
  return Object.fromEntries(fields.map((field) => [field, whole.map((row) => row[field] ?? nothing(field))])) as unknown as WireActivities;
}

export function links(pairs: [number, number][]): WireLinks {
  return {
    id: pairs.map((_, at) => at + 1), from: pairs.map(([from]) => from), to: pairs.map(([, to]) => to),
    type: pairs.map(() => "FS"), lag: pairs.map(() => 0), lag_text: pairs.map(() => ""), driving: pairs.map(() => 1),
  };
}

const PROJECT = { id: 7, code: "P", name: "Depot", start: 0, finish: 864000, data_date: null, deadline: null, deadline_hard: false };

export function plan(rows: Row[], pairs: [number, number][] = [], more: Partial<WirePlan> = {}): WirePlan {
  return {
    revision: 1, project: PROJECT, can: { change: true },
    units: { minutes_per_day: 480, minutes_per_week: 2400, days_per_month: 20 },
    calendars: [{ id: 3, name: "Night" }], default_calendar: 3, shading: { weekdays: [5, 6], exceptions: [] },
    activities: activities(rows), links: links(pairs), resources: [], undo: null, redo: null, ...more,
  };
}

export const READ_ONLY: Partial<WirePlan> = { can: { change: false } };

export function answer(revision: number, rows: Row[] = [], more: Partial<WireAnswer> = {}): WireAnswer {
  return {
    revision, activities: activities(rows), removed: [], order: null, links: null, project: PROJECT,
    refs: {}, new_resources: [], undo: "x", redo: null, message: "done", ...more,
  };
}

/** Two branches, the one in the other, and an activity beside them. */
export const TREE: Row[] = [{ id: 1, kind: "summary" }, { id: 2, parent: 1 }, { id: 3, parent: 1, kind: "summary" }, { id: 4, parent: 3 }, { id: 5 }];
