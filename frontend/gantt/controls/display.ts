import type { Surface } from "../bench/surface";
import type { Grid } from "../grid/grid";
import type { MessageKey } from "../model/messages";
import { ZOOM } from "../model/scale";
import type { Toggle } from "../model/settings";
import { download, planPicture } from "../timeline/picture";
import type { Viewport } from "../timeline/viewport";
import type { View } from "../view";

interface Parts {
  viewport: Pick<Viewport, "revealTime" | "zoom">;
  grid: Pick<Grid, "columns" | "columnWidth" | "width">;
  explain: Surface["explain"];
}

/** What keys, buttons and pointers can ask of the page without changing the plan. */
export class Display {
  constructor(private readonly view: View, private readonly parts: Parts) {}

  /** Says why the current activity stands where it stands. */
  why(): void {
    this.parts.explain(this.view.selection.current);
  }

  showBar(): void {
    const { model, selection, t } = this.view;
    const start = model.table.number.start[selection.slot];
    if (Number.isNaN(start) || start === undefined) this.view.say(t("notice.noDates"));
    else this.parts.viewport.revealTime(start);
  }

  zoomBy(factor: number): void {
    this.parts.viewport.zoom(this.view.scale.pxPerDay * factor);
  }

  zoomTo(level: keyof typeof ZOOM): void {
    this.parts.viewport.zoom(ZOOM[level]);
    const name = `action.zoom${level[0].toUpperCase()}${level.slice(1)}` as MessageKey;
    this.view.say(this.view.t("notice.zoom", { level: this.view.t(name) }));
  }

  toggle(toggle: Toggle): void {
    const { settings, t, model } = this.view;
    const shown = settings.toggle(toggle);
    const what = t(`action.toggle.${toggle}`);
    this.view.say(t(shown ? "notice.on" : "notice.off", { what }));
    const hasBaseline = model.table.number.baseline_finish.subarray(0, model.table.size).some((time) => !Number.isNaN(time));
    if (toggle === "baseline" && shown && !hasBaseline) this.view.show(t("notice.noBaseline"));
    this.view.redraw(true);
  }

  /** Hands the plan as it is shown, with all its rows, to the browser as a file. */
  savePicture(): void {
    const { project } = this.view.model;
    download(`${project.code}.svg`, "image/svg+xml", planPicture(this.view, this.parts.grid));
    this.view.show(this.view.t("notice.picture"));
  }
}
