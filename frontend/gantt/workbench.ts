import { planActions } from "./controls/actions";
import { Answers } from "./server/answers";
import type { PlanApi } from "./server/api";
import { Chart } from "./timeline/chart";
import { Clipboard } from "./grid/clipboard";
import { CellText } from "./model/columns";
import type { Column } from "./model/fields";
import { Commands } from "./controls/commands";
import { DragControl } from "./timeline/drag";
import { Echoes } from "./server/echo";
import { CellEditor, type Leave } from "./grid/editor";
import { Edits } from "./controls/edits";
import { Find } from "./grid/find";
import { Formats } from "./model/formats";
import { Ghost } from "./timeline/ghost";
import { Grid } from "./grid/grid";
import { GridPointer } from "./grid/gridpointer";
import { HeadPointer } from "./grid/headpointer";
import { Keymap } from "./controls/keymap";
import { listInShell } from "./controls/shell";
import { Menus } from "./controls/menus";
import type { Translate } from "./model/messages";
import { PlanModel } from "./model/model";
import { Navigator } from "./grid/navigator";
import { Notices } from "./controls/notices";
import { download, planPicture } from "./timeline/picture";
import { type Cause, CommandQueue } from "./server/queue";
import { Scale, ZOOM } from "./model/scale";
import { Selection } from "./model/selection";
import { Settings } from "./model/settings";
import { Sync } from "./server/sync";
import { readTheme, watchTheme } from "./timeline/theme";
import { Toolbar } from "./controls/toolbar";
import type { View } from "./view";
import { Viewport } from "./timeline/viewport";
import { WhyPanel } from "./controls/why";
import type { WireAnswer, WirePlan } from "./server/wire";
import { EmptyPlan } from "./controls/empty";

/** The parts of the element around one loaded plan, and what the user can ask of them. */
export class Workbench {
  readonly view: View;
  readonly queue: CommandQueue;
  readonly edits: Edits;
  readonly clipboard: Clipboard;
  readonly navigator: Navigator;
  readonly viewport: Viewport;
  readonly menus: Menus;
  readonly find: Find;
  readonly commands: Commands;
  private readonly notices: Notices;
  private readonly answers: Answers;
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
  private revision: number;
  private frame = 0;
  private rowsChanged = false;

  constructor(private readonly root: HTMLElement, api: PlanApi, plan: WirePlan, t: Translate, language: string) {
    const model = new PlanModel(plan);
    const formats = new Formats(language, plan.units.minutes_per_day);
    this.notices = new Notices(t);
    this.revision = plan.revision;
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
      show: (text, how) => this.notices.show(text, how),
    };
    const { view } = this;
    view.scale.pxPerDay = view.settings.get("pxPerDay") ?? ZOOM.week;
    this.queue = new CommandQueue(api, model, view.echoes, {
      applied: (answer, cause, step) => this.applied(answer, cause, step),
      state: () => this.refreshToolbar(),
      refused: (problem) => this.answers.refused(problem),
      conflict: (problem, again) => this.answers.conflict(problem, again),
      named: (draft, id) => view.selection.rename(draft, id),
    });
    this.grid = new Grid(view);
    this.ghost = new Ghost(api, model, (commands) => this.queue.prepared(commands), (message, others) => this.drag.previewed(message, others));
    this.chart = new Chart(view, this.ghost);
    this.viewport = new Viewport(view, this.grid, this.chart);
    this.navigator = new Navigator(view, this.grid, this.viewport);
    this.answers = new Answers(view, {
      settle: (row) => this.settle(row),
      goToCell: (id, key) => this.goToCell(id, key),
      why: (id) => this.commands.why(id),
    });
    this.edits = new Edits(view, this.queue, this.answers);
    this.clipboard = new Clipboard(view, this.grid, this.edits);
    this.editor = new CellEditor(view, this.grid, {
      store: (id, column, text, how) => this.store(id, column, text, how),
      cancelled: (id) => id < 0 && this.dropDraft(id),
      left: (how) => this.leftCell(how),
    });
    this.drag = new DragControl(view, this.chart, this.ghost, this.edits, {
      offset: () => ({ left: this.viewport.left, top: this.viewport.top }),
      pan: (dx, dy) => this.viewport.scrollBy(dx, dy),
      pick: (row, event) => this.pickBar(row, event),
      open: (row) => this.commands.openName(row),
      show: () => this.commands.showBar(),
      refuse: (reason) => this.notices.show(reason),
    });
    new GridPointer(view, this.grid, this.viewport, this.navigator, this.editor, this.edits);
    new HeadPointer(view, this.grid, {
      resized: () => (this.viewport.layout(), this.redraw()),
      columnsChanged: () => this.relayout(true),
    });
    this.whyPanel = new WhyPanel(view, api, { goTo: (id) => this.navigator.goTo(id), closed: () => this.focus() });
    this.menus = new Menus(view, this.grid, {
      columnsChanged: () => this.relayout(true),
      toggle: (toggle) => this.commands.toggle(toggle),
      closed: () => this.focus(),
    });
    this.find = new Find(view, { goTo: (id) => this.navigator.goTo(id), closed: () => this.focus() });
    this.commands = new Commands(view, {
      grid: this.grid, viewport: this.viewport, editor: this.editor, edits: this.edits, clipboard: this.clipboard,
      queue: this.queue, notices: this.notices, why: this.whyPanel,
      relayout: () => this.relayout(), settle: (row) => this.settle(row),
    });
    this.keymap = new Keymap(planActions(this).filter((action) => model.canChange || !action.change));
    this.menus.fillHelp(this.keymap);
    this.toolbar = new Toolbar(view, this.keymap, { view: () => this.menus.openShow() });
    this.empty = new EmptyPlan(view, () => this.commands.insertBelow());
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

  /** Hands the plan as it is shown, with all its rows, to the browser as a file. */
  savePicture(): void {
    const { project } = this.view.model;
    download(`${project.code}.svg`, "image/svg+xml", planPicture(this.view, this.grid, this.ghost));
    this.notices.show(this.view.t("notice.picture"));
  }

  // Frames.

  private redraw(rows = false): void {
    this.rowsChanged ||= rows;
    this.frame ||= requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    this.frame = 0;
    if (this.rowsChanged) {
      this.grid.touch();
      this.refreshToolbar();
    }
    this.rowsChanged = false;
    this.viewport.render();
    this.editor.follow(this.viewport.firstRow - 1, this.viewport.lastRow + 1);
  }

  /** Sizes, theme, rows or columns changed. */
  private relayout(columns = false): void {
    this.view.theme = readTheme(this.root);
    if (columns) this.grid.setColumns();
    this.viewport.layout();
    this.empty.refresh();
    if (columns) this.viewport.render(); // at once: what is typed now needs its cell
    this.redraw(true);
  }

  private refreshToolbar(): void {
    const { waiting, hindrance } = this.queue;
    this.toolbar.refresh(waiting, hindrance);
    this.answers.hindered(hindrance, waiting);
    this.root.toggleAttribute("data-saving", waiting > 0);
  }

  // Set-up.

  private assemble(): void {
    const body = document.createElement("div");
    body.className = "hwg-body";
    body.append(this.viewport.element, this.whyPanel.element, this.empty.element);
    // The shell of the page leaves the keys typed in here alone, and lists them in its own help.
    this.root.setAttribute("data-owns-keys", "");
    this.ends.push(listInShell(this.keymap, this.view));
    this.root.replaceChildren(this.toolbar.element, this.find.element, body, this.notices.element, this.notices.live, this.menus.element);
  }

  private listen(): void {
    const { treegrid } = this.grid;
    treegrid.addEventListener("keydown", (event) => this.key(event));
    treegrid.addEventListener("focus", () => this.enter());
    this.ends.push(this.clipboard.listen(treegrid));
    const size = new ResizeObserver(() => this.resized());
    size.observe(this.viewport.element);
    this.ends.push(() => size.disconnect(), watchTheme(() => this.resized()));
    const opened = (): void => this.openAddress();
    window.addEventListener("hashchange", opened);
    this.ends.push(() => window.removeEventListener("hashchange", opened));
  }

  private start(): void {
    this.grid.setColumns();
    this.viewport.layout();
    this.viewport.render();
    const { model, scale, settings } = this.view;
    // Somebody new sees the whole project; others see it as closely as they like, from its beginning.
    if (settings.get("pxPerDay") === undefined && model.rows.length) this.viewport.fit();
    else this.viewport.scrollTo(Math.max(0, scale.x(model.project.start) - 40), null);
    this.empty.refresh();
    this.openAddress();
    this.redraw(true);
  }

  /** The address may name an activity, as links of other pages do: `#activity-7`. */
  private openAddress(): void {
    const id = Number(/^#activity-(\d+)$/.exec(location.hash)?.[1]);
    if (!this.view.model.slotOf.has(id)) return;
    this.navigator.goTo(id);
    this.commands.showBar();
    this.focus();
  }

  /** Size or theme changed; a narrow page has other columns. */
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

  // Editing.

  private store(id: number, column: Column, text: string, { bulk, leave }: { bulk: boolean; leave: Leave }): void {
    const { model, selection } = this.view;
    const draft = model.drafts.find((each) => each.id === id);
    if (!draft) return this.edits.setCells(bulk ? selection.list() : [id], column, text);
    if (!text.trim()) return this.dropDraft(id);
    this.edits.storeDraft(id, text, () => leave === "next" && this.editNext(1));
    // As in a list of notes: a named line opens the next one, an empty line ends it.
    if (leave === "enter") this.commands.openDraft(draft.parent, id);
  }

  /** An unnamed line vanishes; the one above it is current again. */
  private dropDraft(id: number): void {
    const { row } = this.view.selection;
    this.view.model.removeDraft(id);
    this.settle(row - 1);
  }

  private leftCell(how: Leave): void {
    if (this.editor.editing !== null) return; // the next line was opened already
    const { selection } = this.view;
    if (selection.row < 0) this.settle(0);
    if (how !== "blur") this.focus();
    if (how === "up") this.navigator.moveRow(-1);
    if (how === "down") this.navigator.moveRow(1);
    if (selection.current < 0) return; // a new line goes on when the server knows it
    if (how === "next") this.editNext(1);
    if (how === "previous") this.editNext(-1);
  }

  private editNext(by: 1 | -1): void {
    const { selection } = this.view;
    if (this.editor.editing === null && this.navigator.nextEditable(by)) this.editor.open(selection.row, selection.column);
  }

  /** After rows went: a current row stays current, or its neighbour takes over. */
  private settle(row: number): void {
    this.view.selection.repair(row);
    this.relayout();
  }

  // What the server says.

  private applied(answer: WireAnswer, cause: Cause, step: string | null): void {
    const fresh = answer.revision > this.revision;
    this.revision = answer.revision;
    this.answers.applied(answer, cause, step, fresh);
    this.whyPanel.refresh();
    // The fragments of the page around refresh themselves on this event.
    this.root.dispatchEvent(new CustomEvent("plan-changed", { bubbles: true, detail: { revision: answer.revision } }));
  }

  private goToCell(id: number, key: string): boolean {
    const column = this.grid.columns.findIndex((each) => each.key === key);
    if (this.editor.editing === null && column >= 0) this.navigator.goTo(id, column);
    return column >= 0 && this.view.selection.current === id;
  }
}
