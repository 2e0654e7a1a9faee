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
  closeMenus(target);
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
    items.at(at < 0 ? Math.min(0, step) : (at + step) % items.length)?.focus();
  }
}

/** A menu inside a box that scrolls would be cut off: lay it over the page where its button is. */
function place(menu: HTMLDetailsElement): void {
  const body = menu.querySelector<HTMLElement>(".hw-menu-body");
  if (!body || !menu.closest(".hw-table-wrap, dialog")) return;
  const button = menu.getBoundingClientRect();
  const room = body.getBoundingClientRect();
  const below = button.bottom + room.height + 8 < innerHeight;
  body.style.position = "fixed";
  body.style.inset = "auto";
  body.style.top = `${below ? button.bottom + 4 : Math.max(8, button.top - room.height - 4)}px`;
  body.style.left = `${Math.max(8, Math.min(button.right - room.width, innerWidth - room.width - 8))}px`;
}

function closeMenus(except?: Node | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (!except || !menu.contains(except)) menu.open = false;
  }
}

/** Leaving a menu by Tab closes it. */
const onFocus = (event: FocusEvent): void => closeMenus(event.target as Node);

function onToggle(event: Event): void {
  const menu = event.target;
  if (menu instanceof HTMLDetailsElement && menu.open && menu.matches("[data-menu]")) place(menu);
}

/** What lies over the page does not scroll with it by itself. */
const onScroll = (): void => document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]").forEach(place);

export function startOverlays(): void {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", onFocus);
  document.addEventListener("toggle", onToggle, true);
  document.addEventListener("scroll", onScroll, { capture: true, passive: true });
}
