/** Shortcuts of the page: one table binds them and fills the list that "?" shows. */
import { completes, isChord, letters, parseKeys, type Stroke, type Typed } from "./keys";
import { openDialog } from "./overlays";
import { word } from "./page";
import type { Shortcut } from "./types";

const SEQUENCE_MS = 1200;
const SWITCH = "headway-single-keys";

interface Bound extends Shortcut {
  strokes: Stroke[];
}

const table = new Set<Bound>();
let recent: Typed[] = [];
let recentAt = 0;

export function register(shortcuts: Shortcut[]): () => void {
  const bound = shortcuts.map((shortcut) => ({ ...shortcut, strokes: parseKeys(shortcut.keys) }));
  for (const one of bound) table.add(one);
  return () => bound.forEach((one) => table.delete(one));
}

const singleKeysOn = (): boolean => localStorage.getItem(SWITCH) !== "off";

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement
    && (target.isContentEditable || target.closest("input:not([type=checkbox],[type=radio]), textarea, select, [data-owns-keys]") !== null);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
  if (event.timeStamp - recentAt > SEQUENCE_MS) recent = [];
  recentAt = event.timeStamp;
  recent = [...recent.slice(-2), event];
  const chordsOnly = isWriting(event.target) || !singleKeysOn() || document.querySelector("dialog[open]") !== null;
  for (const { strokes, run } of table) {
    if (!run || (chordsOnly && !isChord(strokes)) || !completes(strokes, recent)) continue;
    event.preventDefault();
    recent = [];
    run();
    return;
  }
}

/** Links of the main navigation: `g` and a letter of their own name. */
function bindNavigation(): void {
  const links = [...document.querySelectorAll<HTMLElement>("[data-palette-go]")];
  const labels = links.map((link) => link.textContent?.trim() ?? "");
  letters(labels).forEach((letter, i) => {
    const link = links[i] as HTMLElement;
    link.dataset["shortcut"] = `g ${letter}`;
    register([{ keys: `g ${letter}`, label: labels[i] ?? "", group: word("goTo"), run: () => link.click() }]);
  });
}

const groupOf = (shortcut: Shortcut): string => shortcut.group ?? word("everywhere");

function keyCaps(keys: string): DocumentFragment {
  const caps = document.createDocumentFragment();
  keys.split(/\s+/).forEach((part, index) => {
    if (index > 0) caps.append(` ${word("then")} `);
    const cap = document.createElement("kbd");
    cap.textContent = part;
    caps.append(cap);
  });
  return caps;
}

function showList(): void {
  const list = document.querySelector("[data-shortcut-list]");
  if (!list) return;
  const groups = new Set([...table].map(groupOf));
  list.replaceChildren(...[...groups].map((group) => {
    const part = document.createElement("section");
    const heading = document.createElement("h3");
    heading.textContent = group;
    const rows = document.createElement("dl");
    for (const { label, keys } of [...table].filter((one) => groupOf(one) === group)) {
      const term = document.createElement("dt");
      term.textContent = label;
      const caps = document.createElement("dd");
      caps.append(keyCaps(keys));
      rows.append(term, caps);
    }
    part.append(heading, rows);
    return part;
  }));
}

export function startShortcuts(): void {
  document.addEventListener("keydown", onKey);
  bindNavigation();
  const dialog = document.getElementById("shortcuts");
  if (!(dialog instanceof HTMLDialogElement)) return;
  register([{ keys: "?", label: word("showShortcuts"), run: () => openDialog(dialog) }]);
  dialog.addEventListener("headway:open", showList);
  const single = dialog.querySelector<HTMLInputElement>("[data-shortcut-switch]");
  if (!single) return;
  single.checked = singleKeysOn();
  single.addEventListener("change", () => localStorage.setItem(SWITCH, single.checked ? "on" : "off"));
}
