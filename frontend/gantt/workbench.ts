import { planActions } from "./actions";
import type { PlanApi } from "./api";
import { Chart } from "./chart";
import { Clipboard } from "./clipboard";
import { CellText, type Column } from "./columns";
import { DragControl } from "./drag";
import { Echoes } from "./echo";
import { CellEditor } from "./editor";
import { Edits } from "./edits";
import { Formats } from "./formats";
import { Ghost, type Span } from "./ghost";
import { Grid } from "./grid";
import { GridPointer } from "./gridpointer";
import { Keymap } from "./keymap";
import { Menus } from "./menus";
import type { MessageKey, Translate } from "./messages";
import { PlanModel } from "./model";
import { Navigator } from "./navigator";
import { Notices } from "./notices";
import { CommandQueue } from "./queue";
import { Scale, ZOOM } from "./scale";
import { Selection } from "./selection";
import { Settings, type Toggle } from "./settings";
import { Sync } from "./sync";
import { readTheme, watchTheme } from "./theme";
import { Toolbar } from "./toolbar";
import type { View } from "./view";
import { Viewport } from "./viewport";
import { WhyPanel } from "./why";
import type { Problem, WireAnswer, WirePlan } from "./wire";
import { EmptyPlan } from "./empty";

/** The parts of the element around one loaded plan, and what the user can ask of them. */
export class Workbench {
  readonly view: View;
  readonly queue: CommandQueue;
  readonly edits: Edits;
  readonly clipboard: Clipboard;
  readonly navigator: Navigator;
  readonly viewport: Viewport;
  readonly menus: Menus;
  private readonly notices: Notices;
  private readonly grid: Grid;
  private readonly chart: Chart;
  private readonly ghost: Ghost;
  private readonly drag: DragControl;
  private readonly editor: CellEditor;
  private readonly whyPanel: WhyPanel;
  private readonly toolbar: Toolbar;
  private readonly keymap: Keymap;
  private readonly empty: EmptyPlan;
  private readonly ends: (() => void)[] = [];
  private frame = 0;

  constructor(private readonly root: HTMLElement, api: PlanApi, plan: WirePlan, t: Translate, language: string) {
    const model = new PlanModel(plan);
    const formats = new Formats(language, plan.units.minutes_per_day);
    this.notices = new Notices(t);
    this.view = {
      model, formats, t,
      echoes: new Echoes(model),
      selection: new Selection(model),
      scale: new Scale(),
      settings: new Settings(),
      cells: new CellText(model, formats, t),
      theme: readTheme(root),
      mistakes: new Map(),
      redraw: (rows) => this.redraw(rows),
      say: (text) => this.notices.say(text),
    };
    const { view } = this;
    view.scale.pxPerDay = view.settings.get("pxPerDay") ?? ZOOM.week;
    this.queue = new CommandQueue(api, model, view.echoes, {
      applied: (answer, cause) => this.applied(answer, cause),
      state: () => this.refreshToolbar(),
      refused: (problem) => this.refused(problem),
      conflict: (problem, again) => this.conflict(problem, again),
      named: (draft, id) => view.selection.rename(draft, id),
    });
    this.grid = new Grid(view);
    this.ghost = new Ghost(api, model, (commands) => this.queue.prepared(commands), (message, others) => this.drag.previewed(message, others));
    this.chart = new Chart(view, this.ghost);
    this.viewport = new Viewport(view, this.grid, this.chart);
    this.navigator = new Navigator(view, this.grid, this.viewport);
    this.edits = new Edits(view, this.queue, (id, key) => this.showMistake(id, key));
    this.clipboard = new Clipboard(view, this.grid, this.edits);
    this.editor = new CellEditor(view, this.grid, {
      store: (id, column, text, bulk) => this.store(id, column, text, bulk),
      cancelled: (id) => id < 0 && this.dropDraft(id),
      leave: (direction) => this.leaveCell(direction),
    });
    this.drag = new DragControl(view, this.chart, this.ghost, this.edits, {
      offset: () => ({ left: this.viewport.left, top: this.viewport.top }),
      pan: (dx, dy) => this.viewport.scrollBy(dx, dy),
      pick: (row, event) => this.pickBar(row, event),
      open: (row) => this.openName(row),
    });
    new GridPointer(view, this.grid, this.viewport, this.navigator, this.editor, this.edits);
    this.whyPanel = new WhyPanel(view, api, { goTo: (id) => this.navigator.goTo(id), closed: () => this.focus() });
    this.menus = new Menus(view, this.grid, {
      columnsChanged: () => this.relayout(true),
      toggle: (toggle) => this.toggle(toggle),
      closed: () => this.focus(),
    });
    this.keymap = new Keymap(planActions(this).filter((action) => model.canChange || !action.change));
    this.menus.fillHelp(this.keymap);
    this.toolbar = new Toolbar(view, this.keymap, { view: () => this.menus.openShow() });
    this.empty = new EmptyPlan(view, () => this.insertBelow());
    this.assemble();
    this.listen();
    const sync = new Sync(this.queue);
    this.ends.push(() => sync.end());
    this.start();
  }

  end(): void {
    cancelAnimationFrame(this.frame);
    for (const end of this.ends) end();
  }

  focus(): void {
    this.grid.treegrid.focus({ preventScroll: true });
  }

  // What keys and buttons ask for.

  canUndo(): boolean {
    return this.offered(this.view.model.undo, "notice.nothingToUndo");
  }

  canRedo(): boolean {
    return this.offered(this.view.model.redo, "notice.nothingToRedo");
  }

  editCurrent(): void {
    const { selection } = this.view;
    if (selection.column < 0) this.openName(selection.row);
    else this.editor.open(selection.row, selection.column);
  }

  insertBelow(): void {
    const { model, selection } = this.view;
    const { slot } = selection;
    if (slot < 0) return this.openDraft(0, null);
    const id = model.id(slot);
    if (model.hasChildren[slot] && !model.collapsed.has(id)) this.openDraft(id, null);
    else this.openDraft(model.table.number.parent[slot], id);
  }

  removeSelected(): void {
    const ids = this.view.selection.list();
    const row = this.view.selection.row;
    if (!ids.length) return;
    this.edits.remove(ids);
    this.settle(row);
    const { t } = this.view;
    this.notices.show(t("notice.deleted", { count: ids.length }), { action: { label: t("action.undo"), run: () => this.queue.undo() } });
  }

  clearOrRemove(): void {
    if (this.view.selection.column < 0) this.removeSelected();
    else this.clipboard.clear();
  }

  shift(kind: "indent" | "outdent"): void {
    this.edits.shift(kind, this.view.selection.list());
  }

  /** Moves the selected activities one place up or down among their siblings. */
  reorder(by: -1 | 1): void {
    const { model, selection } = this.view;
    const ids = model.topmost(selection.list()).filter((id) => id > 0);
    if (!ids.length) return;
    const parent = model.table.number.parent[model.slotOf.get(ids[0])!];
    const siblings = model.childrenOf(parent);
    const block = siblings.filter((id) => ids.includes(id));
    const edge = siblings.indexOf(by < 0 ? block[0] : block[block.length - 1]);
    const others = siblings.filter((id) => !ids.includes(id));
    const passed = others.indexOf(siblings[edge + by]);
    if (passed < 0) return;
    const after = by < 0 ? others[passed - 1] ?? null : others[passed];
    this.edits.place(block, parent, after);
  }

  linkSelected(): void {
    const { selection, model } = this.view;
    const ids = selection.list().filter((id) => id > 0);
    if (ids.length > 1) return this.edits.linkInSequence(ids.filter((id) => !model.hasChildren[model.slotOf.get(id)!]));
    const column = this.grid.columns.findIndex(({ key }) => key === "predecessors");
    if (column < 0) return;
    selection.set(selection.current, column);
    this.viewport.revealColumn(selection.row, column);
    this.editor.open(selection.row, column);
  }

  unlinkSelected(): void {
    this.edits.unlink(this.view.selection.list());
  }

  /** Moves the ends of the selected bars by some seconds. */
  nudge(start: number, finish: number): void {
    const { model, selection } = this.view;
    const spans = new Map<number, Span>();
    for (const id of selection.list()) {
      const slot = model.slotOf.get(id)!;
      if (id < 0 || model.isSummary(slot)) continue;
      const from = model.table.number.start[slot] + start;
      spans.set(id, { start: from, finish: Math.max(from, model.table.number.finish[slot] + finish) });
    }
    if (spans.size) this.edits.moveBars(spans, start === 0 ? "finish" : "start");
  }

  progress(by: number): void {
    const { model, selection } = this.view;
    const ids = selection.list().filter((id) => id > 0 && !model.isSummary(model.slotOf.get(id)!));
    if (!ids.length) return;
    const percent = Math.min(100, Math.max(0, (model.table.number.percent[selection.slot] || 0) + by));
    this.edits.setPercent(ids, percent);
  }

  why(): void {
    void this.whyPanel.show(this.view.selection.current);
    this.relayout();
  }

  showBar(): void {
    const { model, selection, t } = this.view;
    const start = model.table.number.start[selection.slot];
    if (Number.isNaN(start) || start === undefined) this.notices.say(t("notice.noDates"));
    else this.viewport.revealTime(start);
  }

  zoomTo(level: keyof typeof ZOOM): void {
    this.viewport.zoom(ZOOM[level]);
    const name = `action.zoom${level[0].toUpperCase()}${level.slice(1)}` as MessageKey;
    this.notices.say(this.view.t("notice.zoom", { level: this.view.t(name) }));
  }

  toggle(toggle: Toggle): void {
    const { settings, t, model } = this.view;
    const shown = settings.toggle(toggle);
    const what = t(`action.toggle.${toggle}`);
    this.notices.say(t(shown ? "notice.on" : "notice.off", { what }));
    const hasBaseline = model.table.number.baseline_finish.subarray(0, model.table.size).some((time) => !Number.isNaN(time));
    if (toggle === "baseline" && shown && !hasBaseline) this.notices.show(t("notice.noBaseline"));
    this.redraw(true);
  }

  // Frames.

  private redraw(rows = false): void {
    if (rows) this.grid.touch();
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      if (rows || this.frameNeedsToolbar) this.refreshToolbar();
      this.frameNeedsToolbar = false;
      this.viewport.render();
      this.editor.follow(this.viewport.firstRow - 1, this.viewport.lastRow + 1);
    });
    this.frameNeedsToolbar ||= rows;
  }

  private frameNeedsToolbar = false;

  /** Sizes, theme, rows or columns changed. */
  private relayout(columns = false): void {
    this.view.theme = readTheme(this.root);
    if (columns) this.grid.setColumns();
    this.viewport.layout();
    this.empty.refresh();
    this.redraw(true);
  }

  private refreshToolbar(): void {
    this.toolbar.refresh(this.queue.waiting, this.queue.offline);
    this.root.toggleAttribute("data-saving", this.queue.waiting > 0);
  }

  // Set-up.

  private assemble(): void {
    const body = document.createElement("div");
    body.className = "hwg-body";
    body.append(this.viewport.element, this.whyPanel.element, this.empty.element);
    this.root.replaceChildren(this.toolbar.element, body, this.notices.element, this.notices.live, this.menus.element);
  }

  private listen(): void {
    const { treegrid } = this.grid;
    treegrid.addEventListener("keydown", (event) => this.key(event));
    treegrid.addEventListener("focus", () => this.enter());
    treegrid.addEventListener("copy", (event) => this.copy(event));
    treegrid.addEventListener("paste", (event) => this.paste(event));
    const size = new ResizeObserver(() => this.resized());
    size.observe(this.viewport.element);
    this.ends.push(() => size.disconnect(), watchTheme(() => this.relayout(true)));
  }

  private start(): void {
    this.grid.setColumns();
    this.viewport.layout();
    this.viewport.render();
    const { project } = this.view.model;
    this.viewport.scrollTo(Math.max(0, this.view.scale.x(project.data_date ?? project.start) - 120), null);
    this.empty.refresh();
    this.redraw(true);
  }

  private resized(): void {
    const { narrow } = this.view.theme;
    this.relayout(narrow !== readTheme(this.root).narrow);
  }

  // Input.

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Escape" && this.drag.active) return this.drag.cancel();
    const { typing } = this.navigator;
    const action = this.keymap.find(event, typing, this.view.theme.rtl);
    if (action) {
      event.preventDefault();
      action.run();
    } else if (typing && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.editor.open(this.view.selection.row, this.view.selection.column, event.key);
    }
  }

  private enter(): void {
    const { selection, model } = this.view;
    if (!selection.current && model.rows.length) selection.set(model.id(model.rows[Math.max(0, this.viewport.firstRow)]), -1);
    this.redraw(true);
  }

  private copy(event: ClipboardEvent): void {
    const copied = this.clipboard.copy();
    if (!copied || !event.clipboardData) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", copied.text);
    this.notices.say(this.view.t("notice.copied", { count: copied.rows }));
  }

  private paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain");
    if (!text || !this.view.model.canChange) return;
    event.preventDefault();
    const count = this.clipboard.paste(text);
    this.notices.say(count ? this.view.t("notice.pasted", { count }) : this.view.t("notice.nothingPasted"));
  }

  private pickBar(row: number, event: PointerEvent): void {
    const { model, selection } = this.view;
    const id = model.id(model.rows[row]);
    if (event.shiftKey) selection.extendTo(id);
    else if (event.ctrlKey || event.metaKey) selection.toggle(id);
    else if (!selection.has(id)) selection.set(id, -1);
    else selection.current = id;
    this.focus();
    this.redraw(true);
  }

  private openName(row: number): void {
    const column = this.grid.columns.findIndex(({ key }) => key === "name");
    this.viewport.revealRow(row);
    this.viewport.render();
    this.viewport.revealColumn(row, column);
    this.editor.open(row, column);
  }

  private openDraft(parent: number, after: number | null): void {
    const { model, selection } = this.view;
    const id = model.addDraft(parent, after);
    this.relayout();
    selection.set(id, this.grid.columns.findIndex(({ key }) => key === "name"));
    this.grid.touch();
    this.openName(selection.row);
  }

  // Editing.

  private store(id: number, column: Column, text: string, bulk: boolean): void {
    const { model, selection } = this.view;
    const draft = model.drafts.find((each) => each.id === id);
    if (!draft) return this.edits.setCells(bulk ? selection.list() : [id], column, text);
    // As in a list of notes: a named line opens the next one, an empty line ends it.
    if (!text.trim()) this.dropDraft(id);
    else if (this.edits.storeDraft(id, text)) this.openDraft(draft.parent, id);
  }

  /** An unnamed line vanishes; the one above it is current again. */
  private dropDraft(id: number): void {
    const { row } = this.view.selection;
    this.view.model.removeDraft(id);
    this.settle(row - 1);
  }

  private leaveCell(direction: "stay" | "next" | "previous" | "up" | "down"): void {
    if (this.editor.editing !== null) return; // the next line was opened already
    const { selection } = this.view;
    if (selection.row < 0) this.settle(0);
    this.focus();
    if (direction === "up") this.navigator.moveRow(-1);
    if (direction === "down") this.navigator.moveRow(1);
    const step = direction === "next" ? 1 : -1;
    if (direction !== "next" && direction !== "previous") return;
    if (this.navigator.nextEditable(step)) this.editor.open(selection.row, selection.column);
  }

  /** After rows went: a current row stays current, or its neighbour takes over. */
  private settle(row: number): void {
    this.view.selection.repair(row);
    this.relayout();
  }

  private showMistake(id: number, key: string): void {
    const { selection } = this.view;
    const column = this.grid.columns.findIndex((each) => each.key === key);
    if (this.editor.editing === null && column >= 0) this.navigator.goTo(id, column);
    this.notices.say(this.view.mistakes.get(`${id}:${key}`)?.text ?? "");
    if (column < 0 || selection.current !== id) this.notices.show(this.view.t("notice.refused", { reason: this.view.mistakes.get(`${id}:${key}`)?.text ?? "" }), { urgent: true });
    this.redraw(true);
  }

  // What the server says.

  private applied(answer: WireAnswer, cause: "change" | "undo" | "redo" | "poll"): void {
    const { t } = this.view;
    this.settle(Math.max(0, this.view.selection.row));
    this.whyPanel.refresh();
    if (cause === "change") this.notices.say(answer.message);
    else if (cause === "poll") this.notices.show(t("notice.changedElsewhere", { message: answer.message }));
    else this.notices.show(t(cause === "undo" ? "notice.undone" : "notice.redone", { what: answer.message }));
    // The fragments of the page around refresh themselves on this event.
    this.root.dispatchEvent(new CustomEvent("plan-changed", { bubbles: true, detail: { revision: answer.revision } }));
  }

  private refused(problem: Problem): void {
    const reason = problem.detail || problem.title;
    this.settle(0);
    this.notices.show(this.view.t("notice.refused", { reason }), { urgent: true });
  }

  private conflict(problem: Problem, again: () => void): void {
    const { t } = this.view;
    this.settle(0);
    const changed = Array.isArray(problem.changed) ? problem.changed.join(", ") : problem.changed;
    const who = problem.changed_by ?? t("notice.conflict.someone");
    const text = t("notice.conflict", { who, what: changed || t("notice.conflict.thePlan") });
    this.notices.show(text, { urgent: true, action: { label: t("notice.useMine"), run: again } });
  }

  private offered(what: string | null, otherwise: MessageKey): boolean {
    if (what === null) this.notices.say(this.view.t(otherwise));
    return what !== null;
  }
}
