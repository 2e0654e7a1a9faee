const REST = 350;
const SLACK = 10;

/** A finger that rests takes hold of what is under it; one that moves at once scrolls, one that leaves taps. */
export function whenRested(event: PointerEvent, held: () => void, tapped: () => void = () => undefined): void {
  const over = new AbortController();
  const { signal } = over;
  const timer = setTimeout(() => (over.abort(), held()), REST);
  const end = (): void => (clearTimeout(timer), over.abort());
  const far = (now: PointerEvent): boolean => Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY) > SLACK;
  window.addEventListener("pointermove", (now) => far(now) && end(), { signal });
  window.addEventListener("pointerdown", (now) => now.pointerId !== event.pointerId && end(), { signal }); // a second finger
  window.addEventListener("pointerup", () => (end(), tapped()), { signal });
  window.addEventListener("pointercancel", end, { signal });
}

/** Keeps the browser from scrolling, and from its own menu, while a finger holds something of `element`. */
export function keepHold(element: HTMLElement, holds: () => boolean): void {
  const keep = (event: Event): void => void (holds() && event.cancelable && event.preventDefault());
  element.addEventListener("touchmove", keep, { passive: false });
  element.addEventListener("contextmenu", keep);
}
