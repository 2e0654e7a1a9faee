import type { CellText } from "./model/columns";
import type { Echoes } from "./server/echo";
import type { Formats } from "./model/formats";
import type { Translate } from "./model/messages";
import type { NoticeStyle } from "./controls/notices";
import type { PlanModel } from "./model/model";
import type { Scale } from "./model/scale";
import type { Selection } from "./model/selection";
import type { Settings } from "./model/settings";
import type { Theme } from "./timeline/theme";

/** What every part of the element works on. */
export interface View {
  readonly model: PlanModel;
  readonly echoes: Echoes;
  readonly selection: Selection;
  readonly scale: Scale;
  readonly settings: Settings;
  readonly formats: Formats;
  readonly cells: CellText;
  readonly t: Translate;
  theme: Theme;
  /** The activity in a cell of which somebody is typing. */
  editing: number | null;
  /** Refusals that stand beside their cells, by `id:field`. */
  readonly mistakes: Map<string, { typed: string; text: string }>;
  /** Draws again in the next frame; `rows`: texts or marks of rows changed too. */
  redraw(rows?: boolean): void;
  /** Shows a message; an urgent one stays until it is dismissed. */
  show(text: string, how?: NoticeStyle): void;
  /** Says a sentence to people who listen. */
  say(text: string): void;
}
