import type { PlanModel } from "../model/model";
import type { NumericField, TextField } from "../model/fields";

/**
 * What the page shows before the server has answered. Echoes are kept apart from the server's
 * facts: when an answer arrives all are taken back, the answer is written, and those still waiting
 * are put on again. So a refusal leaves nothing behind.
 */
export interface Echo {
  values?: { id: number; field: NumericField | TextField; value: number | string }[];
  /** Typed text of a cell that only the server can read ("next fri"). */
  typed?: { id: number; field: string; text: string }[];
  hidden?: number[];
}

type Undo = () => void;

export class Echoes {
  private readonly typedText = new Map<string, string>();
  private applied: Undo[] = [];

  constructor(private readonly model: PlanModel) {}

  /** Text to show in a cell instead of the plan's, while the server has not answered. */
  typed(id: number, field: string): string | undefined {
    return this.typedText.size ? this.typedText.get(`${id}:${field}`) : undefined;
  }

  put(echo: Echo): void {
    for (const { id, field, value } of echo.values ?? []) this.putValue(id, field, value);
    for (const { id, field, text } of echo.typed ?? []) this.putTyped(`${id}:${field}`, text);
    if (echo.hidden?.length) this.putHidden(echo.hidden);
  }

  /** Takes every echo back; `waiting` are put on again after `between` has run. */
  replay(waiting: Echo[], between: () => void): void {
    for (const undo of this.applied.reverse()) undo();
    this.applied = [];
    between();
    for (const echo of waiting) this.put(echo);
  }

  private putValue(id: number, field: NumericField | TextField, value: number | string): void {
    const slot = this.model.slotOf.get(id);
    if (slot === undefined) return;
    const { number, text } = this.model.table;
    if (typeof value === "number") {
      const column = number[field as NumericField];
      const before = column[slot];
      column[slot] = value;
      // The table may have grown meanwhile: look the column up again.
      this.applied.push(() => (number[field as NumericField][slot] = before));
    } else {
      const before = text[field as TextField][slot];
      text[field as TextField][slot] = value;
      this.applied.push(() => (text[field as TextField][slot] = before));
    }
  }

  private putTyped(key: string, text: string): void {
    const before = this.typedText.get(key);
    this.typedText.set(key, text);
    this.applied.push(() => {
      if (before === undefined) this.typedText.delete(key);
      else this.typedText.set(key, before);
    });
  }

  private putHidden(ids: number[]): void {
    const fresh = ids.filter((id) => !this.model.hidden.has(id));
    for (const id of fresh) this.model.hidden.add(id);
    this.model.rebuild();
    this.applied.push(() => {
      for (const id of fresh) this.model.hidden.delete(id);
      this.model.rebuild();
    });
  }
}
