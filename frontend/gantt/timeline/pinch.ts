/** Two fingers that go apart or together: `zoomed` gets by how much since they came down, and the x between them. */
export function onPinch(element: HTMLElement, begun: () => void, zoomed: (factor: number, clientX: number) => void): void {
  let apart = 0;
  const between = ([one, two]: Touch[]): number => Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
  element.addEventListener("touchstart", ({ touches }) => {
    if (touches.length !== 2) return;
    apart = between([...touches]);
    begun();
  }, { passive: true });
  element.addEventListener("touchmove", (event) => {
    const touches = [...event.touches];
    if (touches.length !== 2 || !apart) return;
    if (event.cancelable) event.preventDefault(); // neither scroll nor zoom of the page
    zoomed(between(touches) / apart, (touches[0].clientX + touches[1].clientX) / 2);
  }, { passive: false });
  for (const type of ["touchend", "touchcancel"] as const) element.addEventListener(type, () => (apart = 0));
}
