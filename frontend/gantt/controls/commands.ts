import type { Clipboard } from "../grid/clipboard";
import type { CellEditor } from "../grid/editor";
import type { Edits } from "./edits";
import type { Grid } from "../grid/grid";
import type { MessageKey } from "../model/messages";
import { isRefusal, shiftBars, stretchBars } from "../timeline/moves";
import type { Notices } from "./notices";
import type { CommandQueue } from "../server/queue";
import { ZOOM } from "../model/scale";
import type { Toggle } from "../model/settings";
import type { View } from "../view";
import type { Viewport } from "../timeline/viewport";
import type { WhyPanel } from "./why";

export interface CommandParts {
  grid: Grid;
  viewport: Viewport;
  editor: CellEditor;
  edits: Edits;
  clipboard: Clipboard;
  queue: CommandQueue;
  notices: Notices;
  why: WhyPanel;
  /** Fits everything to changed rows or sizes. */
  relayout(): void;
  /** Finds a current row after rows went, near `row`. */
  settle(row: number): void;
}

/** What keys, buttons and pointers can ask of the plan as it is selected now. */
export class Commands {
  constructor(private readonly view: View, private readonly parts: CommandParts) {}

  canUndo(): boolean {
    // What is still on its way can be undone as soon as it has arrived.
    return this.parts.queue.waiting > 0 || this.offered(this.view.model.undo, "notice.nothingToUndo");
  }

  canRedo(): boolean {
    return this.offered(this.view.model.redo, "notice.nothingToRedo");
  }

  editCurrent(): void {
    const { selection } = this.view;
    if (selection.column < 0) this.openName(selection.row);
    else this.parts.editor.open(selection.row, selection.column);
  }

  insertBelow(): void {
    const { parent, after } = this.view.model.placeBelow(this.view.selection.current);
    this.openDraft(parent, after);
  }

  removeSelected(): void {
    const { model, selection, t } = this.view;
    const ids = selection.list();
    const { row } = selection;
    if (!ids.length) return;
    const gone = new Set(ids.concat(ids.flatMap((id) => model.below(id).map((slot) => model.id(slot)))));
    this.parts.edits.remove(ids);
    this.parts.settle(row);
    this.parts.notices.show(t("notice.deleted", { count: gone.size }), { action: { label: t("action.undo"), run: () => this.parts.queue.undo() } });
  }

  clearOrRemove(): void {
    if (this.view.selection.column < 0) this.removeSelected();
    else this.parts.clipboard.clear();
  }

  shift(kind: "indent" | "outdent"): void {
    this.parts.edits.shift(kind, this.view.selection.list());
  }

  /** Moves the selected activities one place up or down among their siblings. */
  reorder(by: -1 | 1): void {
    const { model, selection, t } = this.view;
    const ids = model.topmost(selection.list()).filter((id) => id > 0);
    if (!ids.length) return;
    const parent = model.table.number.parent[model.slotOf.get(ids[0])!];
    const siblings = model.childrenOf(parent);
    const block = siblings.filter((id) => ids.includes(id));
    const edge = siblings.indexOf(by < 0 ? block[0] : block[block.length - 1]);
    const others = siblings.filter((id) => !ids.includes(id));
    const passed = others.indexOf(siblings[edge + by]);
    if (passed < 0) return this.parts.notices.say(t(by < 0 ? "notice.first" : "notice.last", { name: model.name(ids[0]) }));
    const after = by < 0 ? others[passed - 1] ?? null : others[passed];
    this.parts.edits.place(block, parent, after);
  }

  linkSelected(): void {
    const { selection, model } = this.view;
    const ids = selection.list().filter((id) => id > 0);
    if (ids.length > 1) return this.parts.edits.linkInSequence(ids.filter((id) => !model.hasChildren[model.slotOf.get(id)!]));
    const column = this.parts.grid.columns.findIndex(({ key }) => key === "predecessors");
    if (column < 0) return;
    selection.set(selection.current, column);
    this.parts.grid.revealCell(selection.row, column);
    this.parts.editor.open(selection.row, column);
  }

  unlinkSelected(): void {
    this.parts.edits.unlink(this.view.selection.list());
  }

  /** Moves the selected bars by some seconds. */
  shiftBars(seconds: number): void {
    const { model, selection, t } = this.view;
    const move = shiftBars(model, selection.list(), seconds);
    if (isRefusal(move)) this.parts.notices.show(t(move.key, move.values));
    else this.parts.edits.moveBars(move);
  }

  /** Moves the finish of the selected bars by some seconds. */
  stretchBars(seconds: number): void {
    this.parts.edits.moveBars(stretchBars(this.view.model, this.view.selection.list(), "finish", seconds));
  }

  progress(by: number): void {
    const { model, selection } = this.view;
    const ids = selection.list().filter((id) => id > 0 && !model.isSummary(model.slotOf.get(id)!));
    if (!ids.length) return;
    const percent = Math.min(100, Math.max(0, (model.table.number.percent[selection.slot] || 0) + by));
    this.parts.edits.setPercent(ids, percent);
  }

  why(id = this.view.selection.current): void {
    void this.parts.why.show(id);
    this.parts.relayout();
  }

  showBar(): void {
    const { model, selection, t } = this.view;
    const start = model.table.number.start[selection.slot];
    if (Number.isNaN(start) || start === undefined) this.parts.notices.say(t("notice.noDates"));
    else this.parts.viewport.revealTime(start);
  }

  zoomTo(level: keyof typeof ZOOM): void {
    this.parts.viewport.zoom(ZOOM[level]);
    const name = `action.zoom${level[0].toUpperCase()}${level.slice(1)}` as MessageKey;
    this.parts.notices.say(this.view.t("notice.zoom", { level: this.view.t(name) }));
  }

  toggle(toggle: Toggle): void {
    const { settings, t, model } = this.view;
    const shown = settings.toggle(toggle);
    const what = t(`action.toggle.${toggle}`);
    this.parts.notices.say(t(shown ? "notice.on" : "notice.off", { what }));
    const hasBaseline = model.table.number.baseline_finish.subarray(0, model.table.size).some((time) => !Number.isNaN(time));
    if (toggle === "baseline" && shown && !hasBaseline) this.parts.notices.show(t("notice.noBaseline"));
    this.view.redraw(true);
  }

  openName(row: number): void {
    const column = this.parts.grid.columns.findIndex(({ key }) => key === "name");
    this.parts.viewport.revealRow(row);
    this.parts.viewport.render();
    this.parts.grid.revealCell(row, column);
    this.parts.editor.open(row, column);
  }

  openDraft(parent: number, after: number | null): void {
    const { model, selection } = this.view;
    const id = model.addDraft(parent, after);
    this.parts.relayout();
    selection.set(id, this.parts.grid.columns.findIndex(({ key }) => key === "name"));
    this.parts.grid.touch();
    this.openName(selection.row);
  }

  private offered(what: string | null, otherwise: MessageKey): boolean {
    if (what === null) this.parts.notices.say(this.view.t(otherwise));
    return what !== null;
  }
}
