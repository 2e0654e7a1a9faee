import type { Column } from "../model/fields";
import { DAY } from "../model/scale";
import type { View } from "../view";

const PADDING = 20;

/** How wide columns are that nobody has set: as their words and dates need it in the language of the page. */
export class UsualWidths {
  private readonly widestDay: number;
  private readonly pen = document.createElement("canvas").getContext("2d")!;

  constructor(private readonly view: View) {
    this.pen.font = `600 ${view.theme.font}`; // as in a summary
    const days = Array.from({ length: 12 }, (_, month) => view.formats.day(Date.UTC(2028, month, 28) / 1000 + DAY / 2));
    this.widestDay = Math.max(...days.map((day) => this.width(day)));
  }

  of(column: Column): number {
    const head = this.width(this.view.t(column.label));
    return Math.max(column.width, head, column.kind === "date" ? this.widestDay : 0);
  }

  private width(text: string): number {
    return Math.ceil(this.pen.measureText(text).width) + PADDING;
  }
}
