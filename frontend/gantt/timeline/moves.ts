import type { Span } from "./ghost";
import type { MessageKey } from "../model/messages";
import type { PlanModel } from "../model/model";
import { CODED } from "../model/fields";
import { MANUAL } from "../model/table";
import type { Command } from "../server/wire";

/** Where dragged bars follow the pointer to, and what the server is asked to do about it. */
export interface Move {
  spans: Map<number, Span>;
  commands: Command[];
}

/** Why bars cannot be moved, as a message. */
export interface Refusal {
  key: MessageKey;
  values: Record<string, string>;
}

export type Edge = "start" | "finish";

/** Shifts bars by some seconds. A summary takes everything below it along. */
export function shiftBars(model: PlanModel, ids: number[], seconds: number): Move | Refusal {
  const move: Move = { spans: new Map(), commands: [] };
  const { start, finish } = model.table.number;
  for (const id of model.topmost(ids.filter((each) => each > 0))) {
    const slot = model.slotOf.get(id)!;
    const commands = model.isSummary(slot) ? shiftSummary(model, id, seconds) : [startAt(id, start[slot] + seconds)];
    if (!Array.isArray(commands)) return commands;
    move.spans.set(id, { start: start[slot] + seconds, finish: finish[slot] + seconds });
    move.commands.push(...commands);
  }
  return move;
}

/** Moves one edge of bars by some seconds; summaries have no edges of their own. */
export function stretchBars(model: PlanModel, ids: number[], edge: Edge, seconds: number): Move {
  const move: Move = { spans: new Map(), commands: [] };
  const { start, finish } = model.table.number;
  for (const id of ids) {
    const slot = model.slotOf.get(id);
    if (id < 0 || slot === undefined || model.isSummary(slot)) continue;
    const from = edge === "start" ? Math.min(start[slot] + seconds, finish[slot]) : start[slot];
    const to = edge === "finish" ? Math.max(finish[slot] + seconds, start[slot]) : finish[slot];
    move.spans.set(id, { start: from, finish: to });
    move.commands.push({ do: "set", id, fields: edge === "start" ? { start: from, finish: to } : { finish: to } });
  }
  return move;
}

/** How far a bar is whose progress is moved by some seconds, in steps of 5 %. */
export function movedPercent(model: PlanModel, id: number, seconds: number): number {
  const { start, finish, percent } = model.table.number;
  const slot = model.slotOf.get(id)!;
  const length = Math.max(finish[slot] - start[slot], 1);
  const value = (percent[slot] || 0) + (seconds / length) * 100;
  return Math.min(100, Math.max(0, Math.round(value / 5) * 5));
}

export function isRefusal(move: Move | Refusal): move is Refusal {
  return "key" in move;
}

const startAt = (id: number, start: number): Command => ({ do: "set", id, fields: { start } });

/**
 * What is not begun below a summary starts no earlier than the day it was dragged to, by one constraint on the
 * summary. Dates that people gave to activities below move along with it; links do the rest at the server.
 */
function shiftSummary(model: PlanModel, id: number, seconds: number): Command[] | Refusal {
  const { number, code } = model.table;
  const own = model.slotOf.get(id)!;
  const held = CODED.constraint[code.constraint[own]];
  const name = model.name(id);
  if (held !== "asap" && held !== "alap" && held !== "snet") return { key: "move.limited", values: { name } };
  const open = model.below(id).filter((slot) => number.active[slot] === 1 && Number.isNaN(number.actual_start[slot]));
  const leaves = open.filter((slot) => !model.isSummary(slot) && !Number.isNaN(number.start[slot]));
  if (!leaves.length) return { key: "move.begun", values: { name } };
  const first = leaves.reduce((low, slot) => Math.min(low, number.start[slot]), Infinity);
  const commands: Command[] = [{ do: "set", id, fields: { constraint: "snet", constraint_date: first + seconds } }];
  for (const slot of open) {
    const constraint = CODED.constraint[code.constraint[slot]];
    if (code.mode[slot] === MANUAL && !model.isSummary(slot)) commands.push(startAt(model.id(slot), number.start[slot] + seconds));
    else if (constraint === "snet" || constraint === "fnet") {
      commands.push({ do: "set", id: model.id(slot), fields: { constraint_date: number.constraint_date[slot] + seconds } });
    }
  }
  return commands;
}
