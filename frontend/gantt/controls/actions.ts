import type { Action, Group } from "./keymap";
import type { MessageKey } from "../model/messages";
import { DAY, ZOOM } from "../model/scale";
import { TOGGLES, type Toggle } from "../model/settings";
import type { Clipboard } from "../grid/clipboard";
import type { Find } from "../grid/find";
import type { Navigator } from "../grid/navigator";
import type { Viewport } from "../timeline/viewport";
import type { Commands } from "./commands";
import type { Display } from "./display";
import type { Menus } from "./menus";

/** The parts that do what is asked. */
export interface Parts {
  navigator: Navigator;
  find: Find;
  commands: Commands;
  clipboard: Clipboard;
  display: Display;
  viewport: Viewport;
  menus: Menus;
}

const ZOOM_STEP = 1.4;

type Entry = Omit<Action, "label" | "group"> & { label?: MessageKey };

const group = (name: Group, entries: Entry[]): Action[] =>
  entries.map((entry) => ({ label: `action.${entry.id}` as MessageKey, group: name, ...entry }));

const TOGGLE_KEYS: Record<Toggle, string> = {
  critical: "c", float: "f", baseline: "b", today: "t", dataDate: "d", deadline: "e", shading: "n", links: "k",
};

/** Everything the user can do with the plan, and its keys. */
export function planActions(parts: Parts): Action[] {
  return [...moving(parts), ...editing(parts), ...bars(parts), ...viewing(parts)];
}

function moving({ navigator, viewport, find }: Parts): Action[] {
  return group("move", [
    { id: "rowDown", keys: ["ArrowDown"], run: () => navigator.moveRow(1) },
    { id: "rowUp", keys: ["ArrowUp"], run: () => navigator.moveRow(-1) },
    { id: "cellNext", keys: ["ArrowRight"], run: () => navigator.moveCell(1) },
    { id: "cellPrevious", keys: ["ArrowLeft"], run: () => navigator.moveCell(-1) },
    { id: "first", keys: ["Home"], run: () => navigator.goEdge(false) },
    { id: "last", keys: ["End"], run: () => navigator.goEdge(true) },
    { id: "firstRow", keys: ["Ctrl+Home"], run: () => navigator.moveRow(-Infinity) },
    { id: "lastRow", keys: ["Ctrl+End"], run: () => navigator.moveRow(Infinity) },
    { id: "pageDown", keys: ["PageDown"], run: () => navigator.moveRow(viewport.pageRows) },
    { id: "pageUp", keys: ["PageUp"], run: () => navigator.moveRow(-viewport.pageRows) },
    { id: "expand", keys: ["+", "="], run: () => void navigator.fold(false) },
    { id: "collapse", keys: ["-"], run: () => void navigator.fold(true) },
    { id: "expandAll", keys: ["*"], run: () => navigator.foldAll(false) },
    { id: "collapseAll", keys: ["/"], run: () => navigator.foldAll(true) },
    { id: "extendDown", keys: ["Shift+ArrowDown"], run: () => navigator.moveRow(1, true) },
    { id: "extendUp", keys: ["Shift+ArrowUp"], run: () => navigator.moveRow(-1, true) },
    { id: "extendNext", keys: ["Shift+ArrowRight"], run: () => navigator.moveCell(1, true) },
    { id: "extendPrevious", keys: ["Shift+ArrowLeft"], run: () => navigator.moveCell(-1, true) },
    { id: "selectRow", keys: ["Ctrl+Space"], run: () => navigator.toggleRow() },
    { id: "selectAll", keys: ["Ctrl+a"], run: () => navigator.selectAll() },
    { id: "find", keys: ["Ctrl+f"], run: () => find.open() },
    { id: "escape", keys: ["Escape"], run: () => navigator.escape() },
  ]);
}

function editing({ commands, clipboard }: Parts): Action[] {
  const entries: Entry[] = [
    { id: "edit", keys: ["Enter", "F2"], run: () => commands.editCurrent() },
    { id: "insert", keys: ["Insert", "Ctrl+i"], run: () => commands.insertBelow() },
    { id: "delete", keys: ["Ctrl+Delete", "Ctrl+Backspace"], run: () => commands.removeSelected() },
    { id: "clear", keys: ["Delete", "Backspace"], run: () => commands.clearOrRemove() },
    { id: "indent", keys: ["Alt+Shift+ArrowRight"], run: () => commands.shift("indent") },
    { id: "outdent", keys: ["Alt+Shift+ArrowLeft"], run: () => commands.shift("outdent") },
    { id: "moveUp", keys: ["Ctrl+ArrowUp"], run: () => commands.reorder(-1) },
    { id: "moveDown", keys: ["Ctrl+ArrowDown"], run: () => commands.reorder(1) },
    { id: "link", keys: ["Ctrl+l"], run: () => commands.linkSelected() },
    { id: "unlink", keys: ["Ctrl+Shift+l"], run: () => commands.unlinkSelected() },
    { id: "fillDown", keys: ["Ctrl+d"], run: () => clipboard.fillDown() },
    { id: "cut", keys: ["Ctrl+x"], listed: true, run: () => undefined },
    { id: "paste", keys: ["Ctrl+v"], listed: true, run: () => undefined },
    { id: "undo", keys: ["Ctrl+z"], run: () => commands.undo() },
    { id: "redo", keys: ["Ctrl+y", "Ctrl+Shift+z"], run: () => commands.redo() },
  ];
  return group("edit", [
    ...entries.map((entry) => ({ ...entry, change: true })),
    { id: "copy", keys: ["Ctrl+c"], listed: true, run: () => undefined },
  ]);
}

function bars({ commands, display }: Parts): Action[] {
  const change: Entry[] = [
    { id: "barLater", keys: ["Alt+ArrowRight"], run: () => commands.shiftBars(DAY) },
    { id: "barEarlier", keys: ["Alt+ArrowLeft"], run: () => commands.shiftBars(-DAY) },
    { id: "barLonger", keys: ["Ctrl+Shift+ArrowRight"], run: () => commands.stretchBars(DAY) },
    { id: "barShorter", keys: ["Ctrl+Shift+ArrowLeft"], run: () => commands.stretchBars(-DAY) },
    { id: "progressUp", keys: ["Alt+ArrowUp"], run: () => commands.progress(10) },
    { id: "progressDown", keys: ["Alt+ArrowDown"], run: () => commands.progress(-10) },
  ];
  return group("bar", [
    ...change.map((entry) => ({ ...entry, change: true })),
    { id: "why", keys: ["w"], inCell: true, run: () => display.why() },
    { id: "showBar", keys: ["s"], run: () => display.showBar() },
  ]);
}

function viewing({ display, viewport, menus }: Parts): Action[] {
  const levels = Object.keys(ZOOM) as (keyof typeof ZOOM)[];
  const named = levels.map((level, at): Entry => ({
    id: `zoom${level[0].toUpperCase()}${level.slice(1)}`, keys: [String(at + 1)], run: () => display.zoomTo(level),
  }));
  const toggles = TOGGLES.map((toggle): Entry => ({
    id: `toggle.${toggle}`, keys: [TOGGLE_KEYS[toggle]], run: () => display.toggle(toggle),
  }));
  return group("view", [
    ...toggles,
    { id: "zoomIn", keys: ["."], run: () => display.zoomBy(ZOOM_STEP) },
    { id: "zoomOut", keys: [","], run: () => display.zoomBy(1 / ZOOM_STEP) },
    ...named,
    { id: "fit", keys: ["0"], run: () => viewport.fit() },
    { id: "today", keys: ["g"], run: () => viewport.goToday() },
    { id: "picture", keys: ["p"], inCell: true, run: () => display.savePicture() },
    { id: "columns", keys: ["m"], inCell: true, run: () => menus.openColumns() },
    { id: "help", keys: ["?"], run: () => menus.openHelp() },
  ]);
}
