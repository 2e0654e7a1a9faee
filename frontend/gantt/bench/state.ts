import { Notices } from "../controls/notices";
import { CellText } from "../model/columns";
import { Formats } from "../model/formats";
import type { Translate } from "../model/messages";
import { PlanModel } from "../model/model";
import { Scale, ZOOM } from "../model/scale";
import { Selection } from "../model/selection";
import { Settings } from "../model/settings";
import { Echoes } from "../server/echo";
import type { WirePlan } from "../server/wire";
import { readTheme } from "../timeline/theme";
import type { View } from "../view";
import { Frames } from "./frames";

/** The plan, and what a person looks at of it. */
export interface State {
  view: View;
  notices: Notices;
  frames: Frames;
}

export function makeState(root: HTMLElement, plan: WirePlan, t: Translate, language: string): State {
  const model = new PlanModel(plan);
  const formats = new Formats(language, plan.units.minutes_per_day);
  const notices = new Notices(t);
  const frames = new Frames();
  const view: View = {
    model, formats, t,
    echoes: new Echoes(model),
    selection: new Selection(model),
    scale: new Scale(),
    settings: new Settings(),
    cells: new CellText(model, formats, t),
    theme: readTheme(root),
    mistakes: new Map(),
    editing: null,
    redraw: (rows) => frames.ask(rows),
    say: (text) => notices.say(text),
    show: (text, how) => notices.show(text, how),
  };
  view.scale.pxPerDay = view.settings.get("pxPerDay") ?? ZOOM.week;
  return { view, notices, frames };
}
