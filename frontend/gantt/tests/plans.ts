import type { WireActivities, WireAnswer, WireLinks, WirePlan } from "../server/wire";

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

/** Activities as the API sends them, from a few words about each. */
export function activities(rows: Row[]): WireActivities {
  const numbers = (pick: (row: Row) => number): number[] => rows.map(pick);
  const nothing = rows.map(() => null);
  return {
    id: numbers((row) => row.id),
    number: numbers((row) => row.id),
    parent: numbers((row) => row.parent ?? 0),
    wbs: rows.map((row) => String(row.id)),
    name: rows.map((row) => row.name ?? `A${row.id}`),
    kind: rows.map((row) => row.kind ?? "task"),
    mode: rows.map((row) => row.mode ?? "auto"),
    active: numbers((row) => row.active ?? 1),
    start: numbers((row) => row.start ?? 0),
    finish: numbers((row) => row.finish ?? 32400),
    duration: numbers(() => 28800),
    duration_text: rows.map(() => "1d"),
    percent: numbers((row) => row.percent ?? 0),
    total_float: nothing, free_float: nothing, critical: numbers(() => 0),
    early_start: nothing, early_finish: nothing, late_start: nothing, late_finish: nothing,
    constraint: rows.map((row) => row.constraint ?? "asap"),
    constraint_date: rows.map((row) => row.constraint_date ?? null), deadline: nothing,
    actual_start: rows.map((row) => row.actual_start ?? null), actual_finish: nothing, calendar: numbers(() => 0),
    predecessors: rows.map(() => ""), resources: rows.map(() => ""),
    baseline_start: nothing, baseline_finish: nothing,
    version: numbers((row) => row.version ?? 1),
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
    revision: 1, project: PROJECT, can: { change: true, report: false },
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
