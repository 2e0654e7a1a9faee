/** Reading shortcuts such as "g p", "?" and "Ctrl+Shift+K", and matching them against what was typed. Pure. */

export interface Stroke {
  key: string;
  ctrl: boolean;
  alt: boolean;
  shift: boolean;
}

/** The part of a KeyboardEvent that matters here. */
export interface Typed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

export function parseKeys(text: string): Stroke[] {
  return text.trim().split(/\s+/).map((part) => {
    const names = part === "+" ? ["+"] : part.split("+");
    const held = names.slice(0, -1).map((name) => name.toLowerCase());
    return {
      key: (names.at(-1) ?? "").toLowerCase(),
      ctrl: held.includes("ctrl"),
      alt: held.includes("alt"),
      shift: held.includes("shift"),
    };
  });
}

/** Cmd counts as Ctrl. Shift counts only where the shortcut names it or the key is a letter or a named key:
 * "?" needs Shift on some keyboards and not on others. */
export function matches(stroke: Stroke, typed: Typed): boolean {
  const key = typed.key.toLowerCase();
  const shiftCounts = stroke.shift || key.length > 1 || key !== key.toUpperCase();
  return key === stroke.key
    && (typed.ctrlKey || typed.metaKey) === stroke.ctrl
    && typed.altKey === stroke.alt
    && (!shiftCounts || typed.shiftKey === stroke.shift);
}

/** Whether the last strokes typed are the whole shortcut. */
export function completes(strokes: Stroke[], typed: Typed[]): boolean {
  const last = typed.slice(-strokes.length);
  return last.length === strokes.length && strokes.every((stroke, i) => matches(stroke, last[i] as Typed));
}

/** For each name a letter of its own, the first that no name before it took; a digit when all are taken. */
export function letters(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, i) => {
    const letter = [...name.toLowerCase().replace(/[^\p{L}]/gu, ""), String(i + 1)].find((one) => !taken.has(one)) ?? "";
    taken.add(letter);
    return letter;
  });
}

/** A shortcut that types no character cannot get in the way of writing. */
export const isChord = (strokes: Stroke[]): boolean =>
  strokes.every((stroke) => stroke.ctrl || stroke.alt || /^f\d+$/.test(stroke.key));
