import { FIELDS, TEXTUAL, type TextField, type WireActivities } from "../model/fields";
import type { WireAnswer, WireLinks, WirePlan } from "../server/wire";

export interface Row {
  id: number;
  parent?: number;
  name?: string;
  kind?: string;
  start?: number;
  finish?: number;
  percent?: number;
  version?: number;
  mode?: string;
  active?: number;
  constraint?: string;
  constraint_date?: number;
  actual_start?: number;
}

/** Activities as the API sends them, from a few words about each; what is not said is nothing, or zero. */
export function activities(rows: Row[]): WireActivities {
  const empty = Object.entries(FIELDS).map(([field, { kind }]) => {
    const value = TEXTUAL.includes(field as TextField) ? "" : kind === "date" || kind === "span" ? null : 0;
    return [field, rows.map(() => value)];
  });
  const say = <T>(pick: (row: Row) => T): T[] => rows.map(pick);
  return {
    ...(Object.fromEntries(empty) as WireActivities),
    id: say((row) => row.id),
    number: say((row) => row.id),
    parent: say((row) => row.parent ?? 0),
    wbs: say((row) => String(row.id)),
    name: say((row) => row.name ?? `A${row.id}`),
    kind: say((row) => row.kind ?? "task"),
    mode: say((row) => row.mode ?? "auto"),
    active: say((row) => row.active ?? 1),
    start: say((row) => row.start ?? 0),
    finish: say((row) => row.finish ?? 32400),
    duration: say(() => 28800),
    duration_text: say(() => "1d"),
    percent: say((row) => row.percent ?? 0),
    constraint: say((row) => row.constraint ?? "asap"),
    constraint_date: say((row) => row.constraint_date ?? null),
    actual_start: say((row) => row.actual_start ?? null),
    version: say((row) => row.version ?? 1),
  };
}

export function links(pairs: [number, number][]): WireLinks {
  return {
    id: pairs.map((_, at) => at + 1), from: pairs.map(([from]) => from), to: pairs.map(([, to]) => to),
    type: pairs.map(() => "FS"), lag: pairs.map(() => 0), lag_text: pairs.map(() => ""), driving: pairs.map(() => 1),
  };
}

const PROJECT = { id: 7, code: "P", name: "Depot", start: 0, finish: 864000, data_date: null, deadline: null, deadline_hard: false };

export function plan(rows: Row[], pairs: [number, number][] = []): WirePlan {
  return {
    revision: 1, project: PROJECT, can: { change: true },
    units: { minutes_per_day: 480, minutes_per_week: 2400, days_per_month: 20 },
    calendars: [{ id: 3, name: "Night" }], default_calendar: 3, shading: { weekdays: [5, 6], exceptions: [] },
    activities: activities(rows), links: links(pairs), resources: [], undo: null, redo: null,
  };
}

export function answer(revision: number, rows: Row[] = [], more: Partial<WireAnswer> = {}): WireAnswer {
  return {
    revision, activities: activities(rows), removed: [], order: null, links: null, project: PROJECT,
    refs: {}, undo: "x", redo: null, message: "done", ...more,
  };
}
