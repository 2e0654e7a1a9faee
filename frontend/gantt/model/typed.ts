import type { MessageKey } from "./messages";

/** What is wrong with a typed text, as a message; null when the server should judge. */
export interface Mistake {
  key: MessageKey;
  values?: Record<string, string>;
}

const AMOUNT = String.raw`\d+(?:[.,]\d+)?`;
// Unit words differ by language: any short word is let through, the server knows them.
const DURATION = new RegExp(String.raw`^${AMOUNT}\s*\p{L}{0,12}\.?\s*\??$`, "u");
const PREDECESSOR = new RegExp(String.raw`^(\d+)\s*(?:\p{L}{2})?\s*(?:[+-]\s*${AMOUNT}\s*\p{L}{0,12}%?)?$`, "u");

export interface TypedContext {
  /** Number of the activity that is edited, and whether another number exists. */
  own: number;
  exists: (number: number) => boolean;
}

/**
 * A quick look at what was typed, so that plain slips are answered at once. It never decides what
 * the text means: that is read by the server alone.
 */
export function mistake(kind: string, text: string, context: TypedContext): Mistake | null {
  const value = text.trim();
  if (kind === "name") return value ? null : { key: "invalid.name" };
  if (!value) return kind === "duration" ? { key: "invalid.duration" } : null;
  if (kind === "duration") return DURATION.test(value) ? null : { key: "invalid.duration" };
  if (kind === "percent") return percentOf(value) === null ? { key: "invalid.percent" } : null;
  if (kind === "predecessors") return predecessorMistake(value, context);
  if (kind === "date") return /[\p{L}\p{N}]/u.test(value) ? null : { key: "invalid.date" };
  return null;
}

/** 0–100 from "40", "40 %" or "40,5"; null when it is no such number. */
export function percentOf(text: string): number | null {
  const digits = text.trim().replace(/\s*%$/, "").replace(",", ".");
  if (!/^\d+(\.\d+)?$/.test(digits)) return null;
  const value = Number(digits);
  return value <= 100 ? value : null;
}

function predecessorMistake(text: string, { own, exists }: TypedContext): Mistake | null {
  for (const part of text.split(";")) {
    if (part.includes(",")) continue; // a separator or a decimal comma: the server knows
    const match = PREDECESSOR.exec(part.trim());
    if (!match) return { key: "invalid.predecessors" };
    const number = Number(match[1]);
    if (number === own) return { key: "invalid.self" };
    if (!exists(number)) return { key: "invalid.number", values: { number: match[1]! } };
  }
  return null;
}
