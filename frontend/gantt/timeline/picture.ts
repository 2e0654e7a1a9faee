import type { Column } from "../model/fields";
import type { Grid } from "../grid/grid";
import { paintScene } from "./paint/all";
import { box } from "./paint/scene";
import { quoted, SvgPen, SvgTrack } from "./paint/svgpen";
import { DAY, Scale, wallClock } from "../model/scale";
import { Selection } from "../model/selection";
import { SUMMARY } from "../model/table";
import type { View } from "../view";

const PADDING = 8;
const INDENT = 16;
const TITLE = 34;
/** Room behind the last bar for its name. */
const AFTER = 160;

/** The plan as it is shown now, with all its rows, as one drawing that prints at any size. */
export function planPicture(view: View, grid: Pick<Grid, "columns" | "columnWidth" | "width">): string {
  const { model, theme } = view;
  const table = grid.width;
  const scale = wholeScale(view);
  const chart = Math.ceil(((model.project.finish - model.project.start) / DAY + 14) * scale.pxPerDay) + AFTER;
  const height = theme.headerHeight + model.rows.length * theme.rowHeight;
  const left = scale.x(model.project.start) - 7 * scale.pxPerDay;
  const pen = newPen(view);
  paintScene({
    view: { ...view, scale, selection: new Selection(model) }, pen, newTrack: () => new SvgTrack(), width: chart, height, left: Math.max(0, left), top: 0,
    firstRow: 0, lastRow: model.rows.length - 1, ghost: null, today: wallClock(),
  });
  const rows = tableDrawing(view, grid.columns, (column) => grid.columnWidth(column));
  const [tableX, chartX] = theme.rtl ? [chart, 0] : [0, table];
  const family = theme.font.replace(/^\S+ /, "");
  const title = `${model.project.code} ${model.project.name} · ${view.formats.day(wallClock())}`;
  const part = (x: number, width: number, drawn: string[]): string =>
    `<svg x="${x}" y="${TITLE}" width="${width}" height="${height}">${drawn.join("\n")}</svg>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${table + chart}" height="${height + TITLE}" direction="${theme.rtl ? "rtl" : "ltr"}" font-family="${quoted(family)}" role="img" aria-label="${quoted(title)}">`,
    `<rect width="100%" height="100%" fill="${quoted(theme.colour.surface)}"/>`,
    `<text x="${theme.rtl ? table + chart - PADDING : PADDING}" y="22" font-size="15" font-weight="600" fill="${quoted(theme.colour.text)}">${quoted(title)}</text>`,
    part(tableX, table, rows),
    part(chartX, chart, pen.drawn),
    "</svg>",
  ].join("\n");
}

/** The zoom of the screen over the whole project. */
function wholeScale({ scale, model }: View): Scale {
  const whole = new Scale();
  whole.pxPerDay = scale.pxPerDay;
  whole.fit(model.project.start, model.project.finish, 0);
  return whole;
}

function newPen({ theme }: View): SvgPen {
  const canvas = document.createElement("canvas").getContext("2d")!;
  return new SvgPen((text, font) => ((canvas.font = font), canvas.measureText(text)), theme.rtl);
}

function tableDrawing(view: View, columns: Column[], widthOf: (column: Column) => number): string[] {
  const { model, theme, cells, t } = view;
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const pen = newPen(view);
  pen.textBaseline = "middle";
  pen.fillStyle = theme.colour.header;
  pen.fillRect(0, 0, width, theme.headerHeight);
  const write = (text: string, start: number, column: Column, y: number, indent = 0): void => {
    const room = widthOf(column) - PADDING * 2 - indent;
    // What is said at the right edge in both directions stays there; the rest begins where reading begins.
    const right = column.end || theme.rtl;
    const near = theme.rtl ? width - start - widthOf(column) : start;
    pen.textAlign = right ? "right" : "left";
    const x = right ? near + widthOf(column) - PADDING - (theme.rtl ? indent : 0) : near + PADDING + indent;
    pen.fillText(fitted(pen, text, room), x, y);
  };
  for (let row = -1; row < model.rows.length; row++) {
    const slot = model.rows[row];
    const y = row < 0 ? theme.headerHeight * 0.7 : theme.headerHeight + (row + 0.5) * theme.rowHeight;
    pen.font = row < 0 || model.table.code.kind[slot] === SUMMARY ? `600 ${theme.font}` : theme.font;
    pen.fillStyle = row < 0 ? theme.colour.muted : theme.colour.text;
    let start = 0;
    for (const column of columns) {
      const text = row < 0 ? t(column.label) : cells.shown(column, slot);
      if (text) write(text, start, column, y, row >= 0 && column.key === "name" ? model.depth[slot] * INDENT : 0);
      start += widthOf(column);
    }
    pen.fillStyle = theme.colour.line;
    box(pen, 0, width, theme.headerHeight + (row + 1) * theme.rowHeight - 1, 1);
  }
  return pen.drawn;
}

/** As much of a text as has room. */
function fitted(pen: SvgPen, text: string, room: number): string {
  if (pen.measureText(text).width <= room) return text;
  let length = text.length;
  while (length > 1 && pen.measureText(`${text.slice(0, length)}…`).width > room) length--;
  return `${text.slice(0, length)}…`;
}

/** Hands a text to the browser as a file. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
