import type { MessageKey } from "./messages";

/** Kinds of values that are numbers, texts, or one of a few fixed words. How a value is shown and typed follows from its kind. */
const NUMBERS = ["id", "number", "date", "span", "duration", "percent", "flag", "mark", "calendar"] as const;
const TEXTS = ["text", "name", "predecessors"] as const;
type NumberKind = (typeof NUMBERS)[number];
type TextKind = (typeof TEXTS)[number];
type Kind = NumberKind | TextKind | "words";

interface Entry {
  kind: Kind;
  /** Of a column of the table, as wide as its values usually are; what has none is never shown. */
  width?: number;
  /** Whether the column is there before anybody has chosen columns. */
  usual?: true;
  /** Whether people type it. */
  typed?: true;
  /** Summaries get this value from below: it cannot be typed. */
  rolledUp?: true;
}

/** Every field of an activity that the server sends; those with a width stand in the table, in this order. */
export const FIELDS = {
  id: { kind: "id" },
  parent: { kind: "id" },
  version: { kind: "id" },
  duration_text: { kind: "text" },
  number: { kind: "number", width: 48, usual: true },
  wbs: { kind: "text", width: 72, usual: true },
  name: { kind: "name", width: 250, usual: true, typed: true },
  duration: { kind: "duration", width: 86, usual: true, typed: true, rolledUp: true },
  start: { kind: "date", width: 116, usual: true, typed: true, rolledUp: true },
  finish: { kind: "date", width: 116, usual: true, typed: true, rolledUp: true },
  percent: { kind: "percent", width: 92, usual: true, typed: true, rolledUp: true },
  predecessors: { kind: "predecessors", width: 110, usual: true, typed: true },
  total_float: { kind: "span", width: 92, usual: true },
  critical: { kind: "mark", width: 74, usual: true },
  resources: { kind: "text", width: 150, usual: true, typed: true, rolledUp: true },
  free_float: { kind: "span", width: 92 },
  kind: { kind: "words", width: 90, typed: true, rolledUp: true },
  mode: { kind: "words", width: 96, typed: true },
  active: { kind: "flag", width: 70, typed: true },
  constraint: { kind: "words", width: 160, typed: true },
  constraint_date: { kind: "date", width: 130, typed: true },
  deadline: { kind: "date", width: 116, typed: true },
  calendar: { kind: "calendar", width: 140, typed: true, rolledUp: true },
  early_start: { kind: "date", width: 116 },
  early_finish: { kind: "date", width: 116 },
  late_start: { kind: "date", width: 116 },
  late_finish: { kind: "date", width: 116 },
  actual_start: { kind: "date", width: 116, typed: true, rolledUp: true },
  actual_finish: { kind: "date", width: 116, typed: true, rolledUp: true },
  baseline_start: { kind: "date", width: 116 },
  baseline_finish: { kind: "date", width: 116 },
} as const satisfies Record<string, Entry>;

type Fields = typeof FIELDS;
export type Field = keyof Fields;
type OfKind<K extends Kind> = { [F in Field]: Fields[F]["kind"] extends K ? F : never }[Field];
export type NumericField = OfKind<NumberKind>;
export type TextField = OfKind<TextKind>;
export type CodedField = OfKind<"words">;

/** One array per field, all of equal length, as the server sends them. */
export type WireActivities = {
  [F in Field]: F extends NumericField ? (Fields[F]["kind"] extends "date" | "span" ? (number | null)[] : number[]) : string[];
};

/** The words of the API, in the order of the codes that stand for them in the table. */
export const CODED = {
  kind: ["task", "milestone", "summary"],
  mode: ["auto", "manual"],
  constraint: ["asap", "alap", "snet", "snlt", "fnet", "fnlt", "mso", "mfo"],
} as const satisfies Record<CodedField, readonly string[]>;

const entries = Object.entries(FIELDS) as [Field, Entry][];
const ofKind = <F extends Field>(...kinds: Kind[]): F[] => entries.filter(([, { kind }]) => kinds.includes(kind)).map(([field]) => field as F);
export const NUMERIC = ofKind<NumericField>(...NUMBERS);
export const TEXTUAL = ofKind<TextField>(...TEXTS);
export const CODED_FIELDS = ofKind<CodedField>("words");

export type ColumnKey = { [F in Field]: Fields[F] extends { width: number } ? F : never }[Field];

/** A column of the table. Its kind says which fields its key may be. */
export type Column = {
  [F in ColumnKey]: Entry & { key: F; kind: Fields[F]["kind"]; width: number; label: MessageKey; end: boolean };
}[ColumnKey];

const ENDS: Kind[] = ["number", "duration", "percent", "span"];

/** Every column there is, in the order in which they stand. */
export const COLUMNS = entries
  .filter(([, { width }]) => width !== undefined)
  .map(([key, entry]) => ({ ...entry, key, label: `column.${key}`, end: ENDS.includes(entry.kind) }) as Column);

export const COLUMN_OF = new Map(COLUMNS.map((column) => [column.key, column]));
