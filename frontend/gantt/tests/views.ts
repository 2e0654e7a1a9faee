import { CellText } from "../model/columns";
import { COLUMN_OF, type Column, type ColumnKey } from "../model/fields";
import { Formats } from "../model/formats";
import { translator } from "../model/messages";
import { PlanModel } from "../model/model";
import { Scale } from "../model/scale";
import { Selection } from "../model/selection";
import { Settings } from "../model/settings";
import { Echoes } from "../server/echo";
import type { WirePlan } from "../server/wire";
import type { Scene } from "../timeline/paint/scene";
import { SvgPen, SvgTrack } from "../timeline/paint/svgpen";
import type { Theme } from "../timeline/theme";
import type { View } from "../view";

/** Each colour is called as it is. */
const COLOURS = new Proxy({}, { get: (_, name) => name }) as Theme["colour"];
export const THEME: Theme = {
  colour: COLOURS, font: "13px Sans", smallFont: "11px Sans",
  rowHeight: 30, headerHeight: 40, barHeight: 16, barTop: 7, rtl: false, narrow: false,
};

/** What somebody looks at of a plan, without a browser. What is shown and said to them is kept. */
export function look(plan: WirePlan, theme: Partial<Theme> = {}) {
  const model = new PlanModel(plan);
  const t = translator("en");
  const formats = new Formats("en", plan.units.minutes_per_day);
  const shown: string[] = [];
  const said: string[] = [];
  let act: () => void = () => undefined;
  const view: View = {
    model, formats, t, echoes: new Echoes(model),
    selection: new Selection(model), scale: new Scale(), settings: new Settings(), cells: new CellText(model, formats, t),
    theme: { ...THEME, ...theme }, editing: null, mistakes: new Map(), redraw: () => undefined,
    show: (text, how) => (shown.push(text), (act = how?.action?.run ?? act)),
    say: (text) => said.push(text),
  };
  return { view, shown, said, act: () => act() };
}

export const columns = (...keys: ColumnKey[]): Column[] => keys.map((key) => COLUMN_OF.get(key)!);

/** A window on the timeline, drawn as SVG; words are 7 pixels wide per letter. */
export function windowOn(view: View, more: Partial<Scene> = {}): Scene & { pen: SvgPen } {
  const pen = new SvgPen((text) => ({ width: text.length * 7 }) as TextMetrics, view.theme.rtl);
  return {
    view, newTrack: () => new SvgTrack(), width: 400, height: 300, left: 0, top: 0,
    firstRow: 0, lastRow: view.model.rows.length - 1, ghost: null, today: 0, ...more, pen,
  };
}
