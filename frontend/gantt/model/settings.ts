import type { ColumnKey } from "./fields";

export const TOGGLES = ["critical", "float", "baseline", "today", "dataDate", "deadline", "shading", "links"] as const;
export type Toggle = (typeof TOGGLES)[number];

interface Stored {
  columns?: ColumnKey[];
  widths?: Partial<Record<ColumnKey, number>>;
  show?: Partial<Record<Toggle, boolean>>;
  gridWidth?: number;
  pxPerDay?: number;
}

/** Least and greatest width of a column, in pixels. */
export const NARROWEST = 40;
export const WIDEST = 600;

const KEY = "headway.gantt";

/** What a person likes to see, remembered in this browser. */
export class Settings {
  private stored: Stored;

  constructor() {
    this.stored = read();
  }

  get<K extends keyof Stored>(key: K): Stored[K] {
    return this.stored[key];
  }

  set<K extends keyof Stored>(key: K, value: NonNullable<Stored[K]>): void {
    // Another page may have remembered something else meanwhile: only this choice is written over it.
    this.stored = { ...this.stored, ...read(), [key]: value };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.stored));
    } catch {
      // a full or forbidden storage costs the memory of a choice, nothing else
    }
  }

  shows(toggle: Toggle): boolean {
    return this.stored.show?.[toggle] ?? toggle !== "float";
  }

  toggle(toggle: Toggle): boolean {
    const show = !this.shows(toggle);
    this.set("show", { ...this.stored.show, [toggle]: show });
    return show;
  }
}

function read(): Stored {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Stored;
  } catch {
    return {}; // storage may be switched off or hold an older shape
  }
}
