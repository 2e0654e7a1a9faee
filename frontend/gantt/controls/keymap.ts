import type { MessageKey } from "../model/messages";

export type Group = "move" | "edit" | "bar" | "view";

/** Something the user can do: the one table that keys, buttons and the help dialog are made from. */
export interface Action {
  id: string;
  label: MessageKey;
  group: Group;
  /** A single letter works while a row is current: in a cell it is text. */
  keys: string[];
  /** Its letter works in a cell too, with Alt. Only few: most letters with Alt belong to the browser. */
  inCell?: boolean;
  /** Needs the right to change the plan; absent in a read-only plan. */
  change?: boolean;
  /** Bound elsewhere (clipboard events); listed for the help. */
  listed?: boolean;
  run(): void;
}

const MAC = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

/** On a right-to-left page the left arrow leads onwards. */
const MIRRORED: Record<string, string> = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" };

/** "Ctrl+Shift+ArrowLeft", "c", "?"; Ctrl is Command on a Mac. */
export function keyName(event: KeyboardEvent, rtl = false): string {
  // On a Mac Option makes other letters of letters; only the old number still names the one of the keyboard's layout.
  const typed = MAC && event.altKey && isLetter(event.key) ? String.fromCharCode(event.keyCode) : event.key;
  const letter = typed.length === 1;
  const key = letter ? typed.toLowerCase() : (rtl && MIRRORED[typed]) || typed;
  const shifted = event.shiftKey && (!letter || /\p{L}/u.test(typed) || typed === " ");
  return [
    (event.ctrlKey || event.metaKey) && "Ctrl",
    event.altKey && "Alt",
    shifted && "Shift",
    key === " " ? "Space" : key,
  ].filter(Boolean).join("+");
}

const SHOWN: Record<string, string> = {
  ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc", Delete: "Del", Insert: "Ins",
  PageUp: "PgUp", PageDown: "PgDn", Ctrl: MAC ? "⌘" : "Ctrl", Alt: MAC ? "⌥" : "Alt",
};

/** A key as it is printed in the help: its parts, in order. */
export function keyParts(key: string, rtl = false): string[] {
  const parts = key.endsWith("+") ? [...key.slice(0, -1).split("+").filter(Boolean), "+"] : key.split("+");
  return parts.map((part) => {
    const side = (rtl && MIRRORED[part]) || part;
    return SHOWN[side] ?? (side.length === 1 ? side.toUpperCase() : side);
  });
}

export function isLetter(key: string): boolean {
  return key.length === 1;
}

/** All keys of an action. */
export function keysOf({ keys, inCell }: Action): string[] {
  return inCell ? [...keys, ...keys.filter(isLetter).map((key) => `Alt+${key}`)] : keys;
}

/** The key by which an action is named: one that works in a row and in a cell, if there is any. */
export function shownKey(action: Action): string {
  const keys = keysOf(action);
  return keys.find((key) => !isLetter(key)) ?? keys[0]!;
}

export class Keymap {
  private readonly byKey = new Map<string, Action>();

  constructor(readonly actions: Action[]) {
    for (const action of actions) {
      if (action.listed) continue;
      for (const key of keysOf(action)) {
        if (this.byKey.has(key)) throw new Error(`two actions for the key ${key}`);
        this.byKey.set(key, action);
      }
    }
  }

  get(id: string): Action | undefined {
    return this.actions.find((action) => action.id === id);
  }

  /** The action of a key press. `typing`: the current cell takes letters as text. */
  find(event: KeyboardEvent, typing: boolean, rtl: boolean): Action | undefined {
    const key = keyName(event, rtl);
    return typing && isLetter(key) ? undefined : this.byKey.get(key);
  }
}
