/** Colours and sizes of the drawing, read from CSS once per theme change. */
const COLOURS = [
  "text", "muted", "surface", "header", "line", "line-strong", "shade", "selection", "bar", "bar-done", "critical",
  "critical-done", "summary", "milestone", "float", "baseline", "link", "link-critical", "today", "data-date",
  "deadline", "ghost", "manual", "inactive", "label",
] as const;
export type Colour = (typeof COLOURS)[number];

export interface Theme {
  colour: Record<Colour, string>;
  font: string;
  smallFont: string;
  rowHeight: number;
  headerHeight: number;
  barHeight: number;
  /** From the top of a row to the top of its bar. */
  barTop: number;
  rtl: boolean;
  narrow: boolean;
}

export function readTheme(element: HTMLElement): Theme {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(`--hwg-${name}`).trim();
  const pixels = (name: string): number => parseFloat(read(name));
  const colour = {} as Record<Colour, string>;
  for (const name of COLOURS) colour[name] = read(name);
  return {
    colour,
    font: `${style.fontSize} ${style.fontFamily}`,
    smallFont: `11px ${style.fontFamily}`,
    rowHeight: pixels("row-height"),
    headerHeight: pixels("header-height"),
    barHeight: pixels("bar-height"),
    barTop: pixels("bar-top"),
    rtl: style.direction === "rtl",
    narrow: read("narrow") === "1",
  };
}

/** Calls `changed` when the colour scheme, the direction or the density of the page changes, and for paper. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme", "dir", "class", "data-density", "lang"] });
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-bs-theme", "dir", "class"] });
  const looks = ["(prefers-color-scheme: dark)", "print"].map((query) => matchMedia(query));
  for (const look of looks) look.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    for (const look of looks) look.removeEventListener("change", changed);
  };
}
