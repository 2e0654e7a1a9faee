/** Follows one press of a pointer until it is let go, wherever on the page that happens. */
export function followPointer(move: (event: PointerEvent) => void, end: (dropped: boolean) => void): void {
  const over = new AbortController();
  const { signal } = over;
  const finish = (dropped: boolean): void => (over.abort(), end(dropped));
  window.addEventListener("pointermove", move, { signal });
  window.addEventListener("pointerup", () => finish(true), { signal });
  window.addEventListener("pointercancel", () => finish(false), { signal });
  window.addEventListener("keydown", (event) => event.key === "Escape" && finish(false), { signal, capture: true });
}
