import { moved, withColumn } from "../model/columns";
import { COLUMNS, COLUMN_OF, type Column, type ColumnKey } from "../model/fields";
import { make } from "../controls/dom";
import type { Grid } from "./grid";
import { NARROWEST, WIDEST } from "../model/settings";
import type { View } from "../view";

/** Which columns are on show, in which order and how wide; what the pointer does on their heads, by keys too. */
export class ColumnMenu {
  readonly element = make("div", {});

  constructor(private readonly view: View, private readonly grid: Grid, private readonly changed: () => void) {}

  refresh(): void {
    const { t } = this.view;
    const shown = this.grid.columns;
    const hidden = COLUMNS.filter((column) => !shown.includes(column));
    const list = (title: string, columns: Column[]): HTMLElement =>
      make("section", {}, make("h3", {}, title), make("ul", { class: "hwg-columns" }, ...columns.map((column) => this.line(column, shown.indexOf(column)))));
    const reset = make("button", { type: "button", class: "btn" }, t("columns.reset"));
    reset.addEventListener("click", () => {
      this.view.settings.set("widths", {});
      this.show(COLUMNS.filter(({ usual }) => usual).map(({ key }) => key));
    });
    this.element.replaceChildren(make("div", { class: "hwg-column-lists" }, list(t("columns.shown"), shown), list(t("columns.hidden"), hidden)), reset);
  }

  /** One column; `at` is its place among those on show, -1 when it is hidden. */
  private line(column: Column, at: number): HTMLElement {
    const { key } = column;
    const name = this.view.t(column.label);
    const box = make("input", { type: "checkbox", "data-for": `box-${key}` });
    box.checked = at >= 0;
    box.disabled = key === "name"; // a row without its name says nothing
    const shown = this.grid.columns.map((each) => each.key);
    box.addEventListener("change", () => this.show(box.checked ? withColumn(shown, key) : shown.filter((each) => each !== key)));
    const line = make("li", { class: "hwg-column" }, make("label", {}, box, name));
    if (at >= 0) line.append(this.mover(column, at, -1), this.mover(column, at, 1), this.width(column));
    return line;
  }

  private mover(column: Column, at: number, by: -1 | 1): HTMLElement {
    const keys = this.grid.columns.map(({ key }) => key);
    const label = this.view.t(by < 0 ? "columns.earlier" : "columns.later", { column: this.view.t(column.label) });
    const button = make("button", { type: "button", class: "hwg-button", "aria-label": label, title: label, "data-for": `${by}-${column.key}` }, by < 0 ? "↑" : "↓");
    const edge = !keys[at + by];
    if (edge) button.setAttribute("aria-disabled", "true"); // still focusable: the focus is not lost at the end
    button.addEventListener("click", () => edge || this.show(moved(keys, at, at + by)));
    return button;
  }

  private width(column: Column): HTMLElement {
    const { settings, t } = this.view;
    const label = t("columns.width", { column: t(column.label) });
    const input = make("input", { type: "number", min: NARROWEST, max: WIDEST, step: 10, value: this.grid.columnWidth(column), "aria-label": label });
    input.addEventListener("change", () => {
      const width = Math.min(WIDEST, Math.max(NARROWEST, input.valueAsNumber || COLUMN_OF.get(column.key)!.width));
      settings.set("widths", { ...settings.get("widths"), [column.key]: width });
      input.valueAsNumber = width;
      this.changed();
    });
    return input;
  }

  private show(keys: ColumnKey[]): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset["for"];
    this.view.settings.set("columns", keys);
    this.changed();
    this.refresh();
    if (focused) this.element.querySelector<HTMLElement>(`[data-for="${focused}"]`)?.focus();
  }
}
