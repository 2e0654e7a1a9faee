import { WhyPanel } from "../controls/why";
import { Find } from "../grid/find";
import { Grid } from "../grid/grid";
import { Navigator } from "../grid/navigator";
import type { PlanApi } from "../server/api";
import type { CommandQueue } from "../server/queue";
import { Drawing } from "../timeline/drawing";
import { Ghost } from "../timeline/ghost";
import { readTheme } from "../timeline/theme";
import { Viewport } from "../timeline/viewport";
import type { View } from "../view";

/** What shows the plan, and moves in it without changing it. */
export interface Surface {
  grid: Grid;
  ghost: Ghost;
  drawing: Drawing;
  viewport: Viewport;
  navigator: Navigator;
  why: WhyPanel;
  find: Find;
  focus(): void;
  /** Opens the panel that says why an activity stands where it stands. */
  explain(id: number): void;
  /** Fits everything to changed rows, sizes or colours; `columns`: to other columns too. */
  relayout(columns?: boolean): void;
  /** After rows went: a current row stays current, or a neighbour near `row` takes over. */
  settle(row: number): void;
}

export function makeSurface(root: HTMLElement, api: PlanApi, view: View, queue: CommandQueue): Surface {
  const grid = new Grid(view);
  const ghost = new Ghost(api, view.model, (commands) => queue.prepared(commands));
  const drawing = new Drawing(view, ghost);
  const viewport = new Viewport(view, grid, drawing);
  const navigator = new Navigator(view, grid, viewport);
  const focus = (): void => grid.treegrid.focus({ preventScroll: true });
  const panel = { goTo: (id: number) => navigator.goTo(id), closed: focus };
  const relayout = (columns = false): void => {
    view.theme = readTheme(root);
    if (columns) grid.setColumns();
    viewport.layout();
    if (columns) viewport.render(); // at once: what is typed now needs its cell
    view.redraw(true);
  };
  const settle = (row: number): void => {
    view.selection.repair(row);
    relayout();
  };
  const why = new WhyPanel(view, api, panel);
  const explain = (id: number): void => {
    void why.show(id);
    relayout();
  };
  return { grid, ghost, drawing, viewport, navigator, why, find: new Find(view, panel), focus, explain, relayout, settle };
}
