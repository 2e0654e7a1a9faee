import { makeInput, type Input } from "./bench/input";
import { makeState, type State } from "./bench/state";
import { makeSurface, type Surface } from "./bench/surface";
import { listInShell } from "./controls/shell";
import type { Translate } from "./model/messages";
import type { PlanApi } from "./server/api";
import { CommandQueue, type Cause, type QueueEvents } from "./server/queue";
import { Sync } from "./server/sync";
import type { WireAnswer, WirePlan } from "./server/wire";
import { readTheme, watchTheme } from "./timeline/theme";

/** The parts of the element around one loaded plan: put on the page, listening, and taken away again. */
export class Workbench {
  private readonly state: State;
  private readonly queue: CommandQueue;
  private readonly surface: Surface;
  private readonly input: Input;
  private readonly ends: (() => void)[] = [];
  private revision: number;

  constructor(private readonly root: HTMLElement, api: PlanApi, plan: WirePlan, t: Translate, language: string) {
    this.revision = plan.revision;
    this.state = makeState(root, plan, t, language);
    const { view } = this.state;
    this.queue = new CommandQueue(api, view.model, view.echoes, this.events());
    this.surface = makeSurface(root, api, view, this.queue);
    this.input = makeInput(view, this.queue, this.surface);
    this.assemble();
    this.listen();
    this.start();
  }

  end(): void {
    this.state.frames.end();
    for (const end of this.ends) end();
  }

  focus(): void {
    this.surface.focus();
  }

  private assemble(): void {
    const { surface, input, state } = this;
    const body = document.createElement("div");
    body.className = "hwg-body";
    body.append(surface.viewport.element, surface.why.element, input.empty.element);
    // The shell of the page leaves the keys typed in here alone, and lists them in its own help.
    this.root.setAttribute("data-owns-keys", "");
    this.ends.push(listInShell(input.keymap, state.view));
    this.root.replaceChildren(
      input.toolbar.element, surface.find.element, body, state.notices.element, state.notices.live, input.menus.element,
    );
  }

  private listen(): void {
    const { surface, input } = this;
    const { treegrid } = surface.grid;
    treegrid.addEventListener("keydown", (event) => this.key(event));
    treegrid.addEventListener("focus", () => this.enter());
    const size = new ResizeObserver(() => this.resized());
    size.observe(surface.viewport.element);
    const opened = (): void => this.openAddress();
    window.addEventListener("hashchange", opened);
    const sync = new Sync(this.queue);
    this.ends.push(
      input.clipboard.listen(treegrid), () => size.disconnect(), watchTheme(() => this.resized()),
      () => window.removeEventListener("hashchange", opened), () => sync.end(),
    );
  }

  /** What becomes of what the queue does; nothing happens in it before everything stands. */
  private events(): QueueEvents {
    return {
      applied: (answer, cause, step) => this.applied(answer, cause, step),
      state: () => this.refreshToolbar(),
      refused: (problem) => this.input.telling.refused(problem),
      conflict: (problem, again, echo) => this.input.telling.conflict(problem, again, echo),
      named: (draft, id) => this.state.view.selection.rename(draft, id),
    };
  }

  private start(): void {
    const { grid, viewport } = this.surface;
    const { model, scale, settings } = this.state.view;
    grid.setColumns();
    viewport.layout();
    viewport.render();
    // Somebody new sees the whole project; others see it as closely as they like, from its beginning.
    if (settings.get("pxPerDay") === undefined && model.rows.length) viewport.fit();
    else viewport.scrollTo(Math.max(0, scale.x(model.project.start) - 40), null);
    this.input.empty.refresh();
    this.openAddress();
    this.state.frames.start((rows) => this.paint(rows));
  }

  private paint(rows: boolean): void {
    const { grid, viewport } = this.surface;
    if (rows) {
      grid.touch();
      this.refreshToolbar();
      this.input.empty.refresh();
    }
    viewport.render();
    this.input.typing.editor.follow(viewport.firstRow - 1, viewport.lastRow + 1);
  }

  private refreshToolbar(): void {
    const { waiting, hindrance } = this.queue;
    this.input.toolbar.refresh(waiting, hindrance);
    this.input.telling.hindered(hindrance, waiting);
    this.root.toggleAttribute("data-saving", waiting > 0);
  }

  /** The address may name an activity, as links of other pages do: `#activity-7`. */
  private openAddress(): void {
    const id = Number(/^#activity-(\d+)$/.exec(location.hash)?.[1]);
    if (!this.state.view.model.slotOf.has(id)) return;
    this.surface.navigator.goTo(id);
    this.input.display.showBar();
    this.focus();
  }

  /** Size or theme changed; a narrow page has other columns. */
  private resized(): void {
    const { narrow } = this.state.view.theme;
    this.surface.relayout(narrow !== readTheme(this.root).narrow);
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const { drag, keymap, typing } = this.input;
    if (event.key === "Escape" && drag.active) return drag.cancel();
    const inCell = this.surface.navigator.typing;
    const action = keymap.find(event, inCell, this.state.view.theme.rtl);
    if (action) {
      event.preventDefault();
      action.run();
    } else if (inCell && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      typing.openCurrent(event.key);
    }
  }

  private enter(): void {
    const { selection, model, redraw } = this.state.view;
    if (!selection.current && model.rows.length) selection.set(model.id(model.rows[Math.max(0, this.surface.viewport.firstRow)]), -1);
    redraw(true);
  }

  private forgetMistakesOfTheGone(): void {
    const { mistakes, model } = this.state.view;
    for (const key of mistakes.keys()) {
      const id = parseInt(key, 10);
      if (id > 0 && !model.slotOf.has(id)) mistakes.delete(key);
    }
  }

  private applied(answer: WireAnswer, cause: Cause, step: string | null): void {
    const fresh = answer.revision > this.revision;
    this.revision = answer.revision;
    this.forgetMistakesOfTheGone();
    this.input.telling.applied(answer, cause, step, fresh);
    this.surface.why.refresh();
    // The fragments of the page around refresh themselves on this event.
    this.root.dispatchEvent(new CustomEvent("plan-changed", { bubbles: true, detail: { revision: answer.revision } }));
  }
}
