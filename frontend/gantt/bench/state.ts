import { Notices } from "../controls/notices";
import { CellText } from "../model/columns";
import { Formats } from "../model/formats";
import type { Translate } from "../model/messages";
import { PlanModel } from "../model/model";
import { Scale, ZOOM } from "../model/scale";
import { Selection } from "../model/selection";
import { Settings } from "../model/settings";
import type { PlanApi } from "../server/api";
import { Echoes } from "../server/echo";
import { CommandQueue } from "../server/queue";
import type { WirePlan } from "../server/wire";
import { readTheme } from "../timeline/theme";
import type { View } from "../view";
import { Frames } from "./frames";

/** The plan, what a person looks at of it, and the way to the server. */
export interface State {
  view: View;
  queue: CommandQueue;
  notices: Notices;
  frames: Frames;
}

export function makeState(root: HTMLElement, api: PlanApi, plan: WirePlan, t: Translate, language: string): State {
  const model = new PlanModel(plan);
  const formats = new Formats(language, plan.units.minutes_per_day);
  const echoes = new Echoes(model);
  const notices = new Notices(t);
  const frames = new Frames();
  const view: View = {
    model, formats, t, echoes,
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
  return { view, queue: new CommandQueue(api, model, echoes), notices, frames };
}
