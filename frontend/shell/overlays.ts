/** Dialogs opened and closed by data attributes; menus that close like menus. */

export function openDialog(dialog: HTMLDialogElement): void {
  if (dialog.open) return;
  dialog.dispatchEvent(new CustomEvent("headway:open"));
  dialog.showModal();
}

function onClick(event: MouseEvent): void {
  const target = event.target as Element;
  const opener = target.closest<HTMLElement>("[data-dialog-open]");
  const dialog = opener && document.getElementById(opener.dataset["dialogOpen"] ?? "");
  if (dialog instanceof HTMLDialogElement) openDialog(dialog);
  if (target.closest("[data-dialog-close]")) target.closest("dialog")?.close();
  // The backdrop belongs to the dialog element itself: a click on it closes.
  if (target instanceof HTMLDialogElement && target.open && isOutside(target, event)) target.close();
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

function isOutside(element: Element, { clientX, clientY }: MouseEvent): boolean {
  const box = element.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

function onKey(event: KeyboardEvent): void {
  const menu = (event.target as Element).closest<HTMLDetailsElement>("details[data-menu][open]");
  if (!menu) return;
  const items = [...menu.querySelectorAll<HTMLElement>(".hw-menu-body :is(a, button, input:not([type=hidden]))")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const inRadios = event.target instanceof HTMLInputElement;
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  } else if (step && items.length && !inRadios) {
    event.preventDefault();
    const at = items.indexOf(event.target as HTMLElement);
    items[(at + step + items.length) % items.length]?.focus();
  }
}

/** Leaving a menu by Tab closes it. */
function onFocus(event: FocusEvent): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (!menu.contains(event.target as Node)) menu.open = false;
  }
}

export function startOverlays(): void {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", onFocus);
}
