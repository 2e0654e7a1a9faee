import type { WireActivities } from "../model/fields";

/** The HTTP contract with the plan API. Times are plan seconds: wall clock since 1970-01-01, no time zone. */

export type LinkType = "FS" | "SS" | "FF" | "SF";

export interface WireProject {
  id: number;
  code: string;
  name: string;
  start: number;
  finish: number;
  data_date: number | null;
  deadline: number | null;
  deadline_hard: boolean;
}

export interface WireLinks {
  id: number[];
  from: number[];
  to: number[];
  type: string[];
  lag: number[];
  lag_text: string[];
  driving: number[];
}

export interface WirePlan {
  revision: number;
  project: WireProject;
  can: { change: boolean };
  units: { minutes_per_day: number; minutes_per_week: number; days_per_month: number };
  calendars: { id: number; name: string }[];
  default_calendar: number;
  shading: { weekdays: number[]; exceptions: [number, number][] };
  activities: WireActivities;
  links: WireLinks;
  resources: { id: number; name: string }[];
  undo: string | null;
  redo: string | null;
}

/** What a change, a preview, an undo and a poll answer. */
export interface WireAnswer {
  revision: number;
  activities: WireActivities;
  removed: number[];
  order: number[] | null;
  links: WireLinks | null;
  project: WireProject;
  refs: Record<string, number>;
  /** Names that nobody had, typed in a list of resources: each is a resource of the plan now. */
  new_resources: string[];
  undo: string | null;
  redo: string | null;
  message: string;
}

export type FieldValue = string | number | null;
export type Fields = Record<string, FieldValue>;
/** An id, or the `ref` of an activity added by the same or an earlier request. */
export type Ref = number | string;

export type Command =
  | { do: "set"; id: Ref; version?: number; fields: Fields }
  | { do: "add"; ref: string; parent: Ref | null; after: Ref | null; fields: Fields }
  | { do: "delete" | "indent" | "outdent"; ids: Ref[] }
  | { do: "move"; ids: Ref[]; parent: Ref | null; after: Ref | null }
  | { do: "link"; from: Ref; to: Ref; type: LinkType; lag: string }
  | { do: "unlink"; from: Ref; to: Ref };

/** RFC 9457 problem details, with what this API adds. */
export interface Problem {
  title: string;
  status: number;
  detail: string;
  row?: number | string | null;
  field?: string | null;
  changed_by?: string | null;
  changed?: string[] | null;
  /** A fresh token is all that is missing: somebody signed in since. */
  renew?: boolean;
}

export interface WhyLine {
  field: string;
  date: number | null;
  kind: string;
  text: string;
  activity: number | null;
}
