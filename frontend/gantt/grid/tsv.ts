/** Tab-separated text as spreadsheets put it on the clipboard: cells with tabs, breaks or quotes are quoted. */

// What a spreadsheet takes for a formula, as in common/http/sheets.py; one apostrophe more in front makes it text.
const FORMULA = /(?<=^|[;\t\r\n])(?='*"*[-=+@\t\r\n＝＋－＠])/g;
const GUARDED = /(?<=^|[;\t\r\n])'(?='*"*[-=+@\t\r\n＝＋－＠])/g;

export function toTsv(rows: string[][]): string {
  return rows.map((row) => row.map((value) => quoted(value.replace(FORMULA, "'"))).join("\t")).join("\n");
}

export function fromTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/y;
  while (cell.lastIndex <= text.length) {
    const match = cell.exec(text);
    if (!match) break;
    const value = match[1] !== undefined ? match[1].replaceAll('""', '"') : match[2]!;
    rows.at(-1)!.push(value.replace(GUARDED, ""));
    if (!match[3]) break;
    if (match[3] !== "\t") rows.push([]);
    if (cell.lastIndex === text.length && match[3] !== "\t") break;
  }
  return rows.filter((row, at) => at < rows.length - 1 || row.some((value) => value !== ""));
}

function quoted(value: string): string {
  return /[\t\r\n"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
