import { CODED, CODED_FIELDS, NUMERIC, TEXTUAL, type CodedField, type NumericField, type TextField, type WireActivities } from "./fields";

export const MILESTONE = 1;
export const SUMMARY = 2;
export const MANUAL = 1;

/**
 * Activities as columns. A row of the table is a *slot*; an activity keeps its slot for as long as
 * it lives. No value is NaN in a number column.
 */
export class Table {
  size = 0;
  readonly number = {} as Record<NumericField, Float64Array>;
  readonly text = {} as Record<TextField, string[]>;
  readonly code = {} as Record<CodedField, Uint8Array>;
  private capacity = 0;

  constructor(capacity = 64) {
    for (const field of TEXTUAL) this.text[field] = [];
    this.reserve(capacity);
  }

  /** Adds `count` empty slots and returns the first. */
  append(count: number): number {
    const first = this.size;
    this.size += count;
    if (this.size > this.capacity) this.reserve(Math.max(this.size, this.capacity * 2));
    for (const field of TEXTUAL) for (let slot = first; slot < this.size; slot++) this.text[field][slot] = "";
    return first;
  }

  /** Writes row `i` of `source` into `slots[i]`; a column missing in `source` is left alone. */
  write(source: Partial<WireActivities>, slots: Int32Array): void {
    for (const field of NUMERIC) {
      const values = source[field];
      const column = this.number[field];
      if (values) for (let i = 0; i < slots.length; i++) column[slots[i]] = values[i] ?? NaN;
    }
    for (const field of TEXTUAL) {
      const values = source[field];
      const column = this.text[field];
      if (values) for (let i = 0; i < slots.length; i++) column[slots[i]] = values[i] ?? "";
    }
    for (const field of CODED_FIELDS) {
      const values = source[field];
      const words = CODED[field] as readonly string[];
      if (values) for (let i = 0; i < slots.length; i++) this.code[field][slots[i]] = Math.max(0, words.indexOf(values[i]));
    }
  }

  private reserve(capacity: number): void {
    for (const field of NUMERIC) {
      const grown = new Float64Array(capacity).fill(NaN);
      if (this.capacity) grown.set(this.number[field]);
      this.number[field] = grown;
    }
    for (const field of CODED_FIELDS) {
      const grown = new Uint8Array(capacity);
      if (this.capacity) grown.set(this.code[field]);
      this.code[field] = grown;
    }
    this.capacity = capacity;
  }
}
