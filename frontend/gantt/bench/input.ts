import { planActions } from "../controls/actions";
import { Commands } from "../controls/commands";
import { Edits } from "../controls/edits";
import { EmptyPlan } from "../controls/empty";
import { Keymap } from "../controls/keymap";
import { Menus } from "../controls/menus";
import { Toolbar } from "../controls/toolbar";
import { Clipboard } from "../grid/clipboard";
import { GridPointer } from "../grid/gridpointer";
import { HeadPointer } from "../grid/headpointer";
import { Typing } from "../grid/typing";
import { Answers } from "../server/answers";
import { DragControl } from "../timeline/drag";
import type { State } from "./state";
import type { Surface } from "./surface";

/** What people change the plan with, and what tells them what came of it. */
export interface Input {
  answers: Answers;
  clipboard: Clipboard;
  typing: Typing;
  commands: Commands;
  drag: DragControl;
  menus: Menus;
  keymap: Keymap;
  toolbar: Toolbar;
  empty: EmptyPlan;
}

export function makeInput(state: State, surface: Surface): Input {
  const { view, queue } = state;
  const { grid, viewport, navigator } = surface;
  const answers = new Answers(view, surface);
  const edits = new Edits(view, queue, answers);
  const clipboard = new Clipboard(view, grid, edits);
  const typing = new Typing(view, surface, edits);
  const commands = new Commands(view, { ...state, ...surface, edits, clipboard, typing });
  const drag = new DragControl(view, surface, edits, {
    pick: (row, event) => pickBar(state, surface, row, event),
    open: (row) => typing.openName(row),
    show: () => commands.showBar(),
  });
  new GridPointer(view, grid, viewport, { navigator, editor: typing.editor, edits });
  new HeadPointer(view, grid, {
    resized: () => (viewport.layout(), view.redraw()),
    columnsChanged: () => surface.relayout(true),
  });
  const menus = new Menus(view, grid, {
    columnsChanged: () => surface.relayout(true),
    toggle: (toggle) => commands.toggle(toggle),
    closed: surface.focus,
  });
  const actions = planActions({ ...state, ...surface, clipboard, commands, menus });
  const keymap = new Keymap(actions.filter((action) => view.model.canChange || !action.change));
  menus.fillHelp(keymap);
  const toolbar = new Toolbar(view, keymap, { view: () => menus.openShow() });
  const empty = new EmptyPlan(view, () => commands.insertBelow());
  return { answers, clipboard, typing, commands, drag, menus, keymap, toolbar, empty };
}

function pickBar({ view }: State, surface: Surface, row: number, event: PointerEvent): void {
  const { model, selection } = view;
  const id = model.id(model.rows[row]);
  if (event.shiftKey) selection.extendTo(id);
  else if (event.ctrlKey || event.metaKey) selection.toggle(id);
  else if (!selection.has(id)) selection.set(id, -1);
  else selection.current = id;
  surface.focus();
  view.redraw(true);
}
