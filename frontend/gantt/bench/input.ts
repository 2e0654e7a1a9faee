import { planActions } from "../controls/actions";
import { Commands } from "../controls/commands";
import { Display } from "../controls/display";
import { Edits } from "../controls/edits";
import { EmptyPlan } from "../controls/empty";
import { Keymap } from "../controls/keymap";
import { Menus } from "../controls/menus";
import { Telling } from "../controls/telling";
import { Toolbar } from "../controls/toolbar";
import { Clipboard } from "../grid/clipboard";
import { GridPointer } from "../grid/gridpointer";
import { HeadPointer } from "../grid/headpointer";
import { Typing } from "../grid/typing";
import type { CommandQueue } from "../server/queue";
import { DragControl } from "../timeline/drag";
import type { View } from "../view";
import type { Surface } from "./surface";

/** What people change the plan with, and what tells them what came of it. */
export interface Input {
  telling: Telling;
  clipboard: Clipboard;
  typing: Typing;
  display: Display;
  drag: DragControl;
  menus: Menus;
  keymap: Keymap;
  toolbar: Toolbar;
  empty: EmptyPlan;
}

export function makeInput(view: View, queue: CommandQueue, surface: Surface): Input {
  const { grid, viewport, navigator, find } = surface;
  const relayoutColumns = (): void => surface.relayout(true);
  const telling = new Telling(view, { ...surface, undo: () => queue.undo() });
  const edits = new Edits(view, queue, telling);
  const clipboard = new Clipboard(view, grid, edits);
  const typing = new Typing(view, surface, edits);
  const commands = new Commands(view, { queue, edits, typing, clipboard, grid, settle: surface.settle });
  const display = new Display(view, surface);
  const drag = new DragControl(view, surface, edits, {
    pick: (row, event) => pickBar(view, surface, row, event),
    open: (row) => typing.openName(row),
    show: () => display.showBar(),
  });
  new GridPointer(view, grid, viewport, { navigator, editor: typing.editor, edits });
  new HeadPointer(view, grid, { resized: () => (viewport.layout(), view.redraw()), columnsChanged: relayoutColumns });
  const menus = new Menus(view, grid, {
    columnsChanged: relayoutColumns,
    toggle: (toggle) => display.toggle(toggle),
    closed: surface.focus,
  });
  const actions = planActions({ navigator, find, commands, clipboard, display, viewport, menus });
  const keymap = new Keymap(actions.filter(({ change }) => view.model.canChange || !change));
  menus.fillHelp(keymap);
  const toolbar = new Toolbar(view, keymap, { view: () => menus.openShow() });
  const empty = new EmptyPlan(view, () => commands.insertBelow());
  return { telling, clipboard, typing, display, drag, menus, keymap, toolbar, empty };
}

function pickBar(view: View, surface: Surface, row: number, event: PointerEvent): void {
  const { model, selection } = view;
  const id = model.id(model.rows[row]);
  if (event.shiftKey) selection.extendTo(id);
  else if (event.ctrlKey || event.metaKey) selection.toggle(id);
  else if (!selection.has(id)) selection.set(id, -1);
  else selection.current = id;
  surface.focus();
  view.redraw(true);
}
