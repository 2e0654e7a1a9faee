import type { Surface } from "../bench/surface";
import type { Clipboard } from "../grid/clipboard";
import type { Grid } from "../grid/grid";
import type { Typing } from "../grid/typing";
import type { MessageKey } from "../model/messages";
import type { CommandQueue } from "../server/queue";
import { isRefusal, shiftBars, stretchBars } from "../timeline/moves";
import type { View } from "../view";
import type { Edits } from "./edits";

interface Parts {
  queue: Pick<CommandQueue, "waiting" | "undo" | "redo">;
  edits: Edits;
  typing: Pick<Typing, "openCurrent" | "openName" | "openDraft">;
  clipboard: Pick<Clipboard, "clear">;
  grid: Pick<Grid, "columns" | "revealCell">;
  settle: Surface["settle"];
}

/** How keys, buttons and pointers change the plan as it is selected now. */
export class Commands {
  constructor(private readonly view: View, private readonly parts: Parts) {}

  undo(): void {
    const { queue } = this.parts;
    if (this.forgetMistake()) return;
    // What is still on its way can be undone as soon as it has arrived.
    if (queue.waiting > 0 || this.offered(this.view.model.undo, "notice.nothingToUndo")) queue.undo();
  }

  redo(): void {
    if (this.offered(this.view.model.redo, "notice.nothingToRedo")) this.parts.queue.redo();
  }

  editCurrent(): void {
    const { selection } = this.view;
    if (selection.column < 0) this.parts.typing.openName(selection.row);
    else this.parts.typing.openCurrent();
  }

  insertBelow(): void {
    const { parent, after } = this.view.model.placeBelow(this.view.selection.current);
    this.parts.typing.openDraft(parent, after);
  }

  removeSelected(): void {
    const { model, selection, t } = this.view;
    const ids = selection.list();
    const { row } = selection;
    if (!ids.length) return;
    const gone = new Set(ids.concat(ids.flatMap((id) => model.below(id).map((slot) => model.id(slot)))));
    this.parts.edits.remove(ids);
    this.parts.settle(row);
    this.view.show(t("notice.deleted", { count: gone.size }), { action: { label: t("action.undo"), run: () => this.parts.queue.undo() } });
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
    if (passed < 0) return this.view.say(t(by < 0 ? "notice.first" : "notice.last", { name: model.name(ids[0]) }));
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
    this.parts.typing.openCurrent();
  }

  unlinkSelected(): void {
    this.parts.edits.unlink(this.view.selection.list());
  }

  /** Moves the selected bars by some seconds. */
  shiftBars(seconds: number): void {
    const { model, selection, t } = this.view;
    const move = shiftBars(model, selection.list(), seconds);
    if (isRefusal(move)) this.view.show(t(move.key, move.values));
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

  /** A refused value in the current cell is what was done last there: it goes first. */
  private forgetMistake(): boolean {
    const { selection, mistakes, t } = this.view;
    const key = `${selection.current}:${this.parts.grid.columns[selection.column]?.key}`;
    const typed = mistakes.get(key)?.typed;
    if (!mistakes.delete(key)) return false;
    this.view.say(t("notice.discarded", { typed: typed ?? "" }));
    this.view.redraw(true);
    return true;
  }

  private offered(what: string | null, otherwise: MessageKey): boolean {
    if (what === null) this.view.say(this.view.t(otherwise));
    return what !== null;
  }
}
