/**
 * Boxes that scroll sideways say so: a shade at each edge behind which there is more and, above tables, a hint in
 * words. A frame carries `data-scrolls`; inside are the box (`data-scroll-box`) and perhaps the hint
 * (`data-scroll-hint`, hidden).
 */

const seen = new WeakSet<HTMLElement>();

export interface Edges {
  before: boolean;
  after: boolean;
}

/** Behind which edges there is more; a pixel of rounding is nothing. `at` is negative from right to left. */
export function edges(at: number, width: number, content: number): Edges {
  const done = Math.abs(at);
  return { before: done > 1, after: content - width - done > 1 };
}

function look(frame: HTMLElement, box: HTMLElement): void {
  const { before, after } = edges(box.scrollLeft, box.clientWidth, box.scrollWidth);
  frame.classList.toggle("hw-more-before", before);
  frame.classList.toggle("hw-more-after", after);
  const hint = frame.querySelector<HTMLElement>(":scope > [data-scroll-hint]");
  if (hint) hint.hidden = !before && !after;
}

/** The page one is on stands in view among its neighbours. */
function showCurrent(box: HTMLElement): void {
  const current = box.querySelector<HTMLElement>("[aria-current]");
  if (!current) return;
  const { left, right } = current.getBoundingClientRect();
  const room = box.getBoundingClientRect();
  if (left < room.left || right > room.right) box.scrollLeft += (left + right - room.left - room.right) / 2;
}

function watch(frame: HTMLElement): void {
  const box = frame.querySelector<HTMLElement>("[data-scroll-box]");
  if (!box || seen.has(frame)) return;
  seen.add(frame);
  const update = (): void => look(frame, box);
  box.addEventListener("scroll", update, { passive: true });
  const sizes = new ResizeObserver(update);
  sizes.observe(box);
  if (box.firstElementChild) sizes.observe(box.firstElementChild);
  showCurrent(box);
}

function watchAll(): void {
  document.querySelectorAll<HTMLElement>("[data-scrolls]").forEach(watch);
}

export function startScrolling(): void {
  watchAll();
  document.addEventListener("htmx:load", watchAll);
}
