/** Passing messages: from scripts, from the server (Django messages, `HX-Trigger: headway:toast`), with undo. */
import { csrfToken, icon, word } from "./page";
import type { Toast, ToastLevel } from "./types";

const SHOWN_MS = 6000;
const UNDO_MS = 15000;
const LOOKS: Record<ToastLevel, [tone: string, icon: string]> = {
  info: ["blue", "info-circle"],
  success: ["green", "circle-check"],
  warning: ["amber", "alert-triangle"],
  error: ["red", "alert-triangle"],
};

export function announce(sentence: string): void {
  const region = document.querySelector("[data-announcer]");
  if (!region) return;
  // Saying the same sentence twice needs a change of content in between.
  region.textContent = "";
  setTimeout(() => (region.textContent = sentence), 50);
}

export function toast({ text, level = "info", undo }: Toast): void {
  const [tone, iconName] = LOOKS[level];
  const box = document.createElement("div");
  box.className = `hw-toast hw-tone-${tone}`;
  box.dataset["toast"] = level;
  box.innerHTML = `${icon(iconName)}<span class="hw-toast-text"></span>`;
  box.querySelector("span")!.textContent = text;
  if (undo) box.append(undoButton(undo, box));
  const dismiss = document.createElement("button");
  dismiss.type = "button";
  dismiss.className = "btn btn-ghost btn-icon";
  dismiss.dataset["toastDismiss"] = "";
  dismiss.setAttribute("aria-label", word("dismiss"));
  dismiss.innerHTML = icon("x");
  box.append(dismiss);
  region()?.append(box);
  expire(box);
}

/** The toasts, inside the open dialog if there is one: everything outside of it is out of reach. */
function region(): Element | null {
  const toasts = document.querySelector("[data-toasts]");
  const place = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  if (toasts && toasts.parentElement !== place) place.append(toasts);
  return toasts;
}

function undoButton(undo: string | (() => void), box: HTMLElement): HTMLElement {
  const button = document.createElement("button");
  button.className = "btn";
  button.textContent = word("undo");
  if (typeof undo === "function") {
    button.type = "button";
    button.addEventListener("click", () => {
      box.remove();
      undo();
    });
    return button;
  }
  const form = document.createElement("form");
  form.method = "post";
  form.action = undo;
  const token = document.createElement("input");
  token.type = "hidden";
  token.name = "csrfmiddlewaretoken";
  token.value = csrfToken();
  form.append(token, button);
  return form;
}

/** Errors stay until they are dismissed; a toast that is pointed at or focused waits. */
function expire(box: HTMLElement): void {
  const level = box.dataset["toast"];
  if (level === "error" || level === "warning") return;
  const patience = box.querySelector("form, .btn:not([data-toast-dismiss])") ? UNDO_MS : SHOWN_MS;
  const leave = (): void => void (box.matches(":hover, :focus-within") ? setTimeout(leave, 1000) : box.remove());
  setTimeout(leave, patience);
}

/** `HX-Trigger: {"headway:toast": {"text": "…", "level": "success", "undo": "/…"}}`: only our own addresses undo. */
function onServerToast(event: Event): void {
  const { text, level, undo } = (event as CustomEvent<{ text?: string; level?: ToastLevel; undo?: string }>).detail;
  if (!text) return;
  const own = undo?.startsWith("/") && !undo.startsWith("//") ? undo : undefined;
  toast({ text, ...(level && level in LOOKS && { level }), ...(own && { undo: own }) });
}

export function startToasts(): void {
  document.addEventListener("click", (event) => {
    const dismiss = (event.target as Element).closest("[data-toast-dismiss]");
    dismiss?.closest("[data-toast]")?.remove();
  });
  document.addEventListener("headway:toast", onServerToast);
  document.addEventListener("close", () => void region(), true);
  document.querySelectorAll<HTMLElement>("[data-toast]").forEach(expire);
}
