import backUp from "@tabler/icons/outline/arrow-back-up.svg";
import forwardUp from "@tabler/icons/outline/arrow-forward-up.svg";
import arrowDown from "@tabler/icons/outline/arrow-down.svg";
import arrowUp from "@tabler/icons/outline/arrow-up.svg";
import calendar from "@tabler/icons/outline/calendar-event.svg";
import columns from "@tabler/icons/outline/columns.svg";
import eye from "@tabler/icons/outline/eye.svg";
import fit from "@tabler/icons/outline/arrows-horizontal.svg";
import help from "@tabler/icons/outline/keyboard.svg";
import indent from "@tabler/icons/outline/indent-increase.svg";
import link from "@tabler/icons/outline/link.svg";
import outdent from "@tabler/icons/outline/indent-decrease.svg";
import picture from "@tabler/icons/outline/photo-down.svg";
import plus from "@tabler/icons/outline/plus.svg";
import question from "@tabler/icons/outline/help-circle.svg";
import search from "@tabler/icons/outline/search.svg";
import trash from "@tabler/icons/outline/trash.svg";
import unlink from "@tabler/icons/outline/unlink.svg";
import zoomIn from "@tabler/icons/outline/zoom-in.svg";
import zoomOut from "@tabler/icons/outline/zoom-out.svg";
import { meta } from "../../shell/page";
import { SignedOut, type Offline } from "../server/api";
import { icon, make, setAttribute } from "./dom";
import { isLetter, type Keymap, keyParts, shownKey } from "./keymap";
import type { View } from "../view";

const BUTTONS: [string, string][][] = [
  [["undo", backUp], ["redo", forwardUp]],
  [["insert", plus], ["delete", trash], ["indent", indent], ["outdent", outdent], ["moveUp", arrowUp], ["moveDown", arrowDown], ["link", link], ["unlink", unlink]],
  [["find", search], ["why", question]],
  [["zoomOut", zoomOut], ["zoomIn", zoomIn], ["fit", fit], ["today", calendar]],
  [["view", eye], ["columns", columns], ["picture", picture], ["help", help]],
];

/** The sign-in page, which leads back to this one. */
const signInAddress = (): string => `${meta("login-path")}?next=${encodeURIComponent(location.pathname)}`;

/** In a tab of its own, so that this one keeps what waits; without opener, so that it gets no copy of what this one stores. */
export const openSignIn = (): void => void window.open(signInAddress(), "_blank", "noopener");

/** The row of buttons: each is an action of the keymap, so its tip names its key. */
export class Toolbar {
  readonly element: HTMLElement;
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private readonly count = make("span", { class: "hwg-count", "aria-live": "off" });
  private readonly stateText = make("span");
  private readonly signIn = make("a", { class: "hwg-sign-in", target: "_blank", rel: "noopener", hidden: true });
  private readonly state = make("span", { class: "hwg-state", role: "status" }, this.stateText, " ", this.signIn);

  constructor(private readonly view: View, keymap: Keymap, more: Record<string, () => void>) {
    const groups = BUTTONS.map((group) => make("div", { class: "hwg-group" }, ...group.flatMap(([id, svg]) => this.button(id, svg, keymap, more[id]) ?? [])));
    this.element = make("div", { class: "hwg-toolbar", role: "toolbar", "aria-label": view.t("toolbar.label") });
    this.element.append(...groups.filter((group) => group.childElementCount), this.count, this.state);
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("focusin", (event) => this.rove(event.target as HTMLElement));
    this.rove(this.buttons.values().next().value!);
    this.signIn.textContent = view.t("action.signIn");
    this.signIn.href = signInAddress();
  }

  /** `waiting` changes are not stored yet. */
  refresh(waiting: number, hindrance: Offline | null): void {
    const { t, model, selection } = this.view;
    this.name("undo", model.undo ? t("action.undo.named", { what: model.undo }) : t("action.undo"), model.undo !== null || waiting > 0);
    this.name("redo", model.redo ? t("action.redo.named", { what: model.redo }) : t("action.redo"), model.redo !== null);
    for (const id of ["delete", "indent", "outdent", "moveUp", "moveDown", "link", "unlink", "why"]) this.enable(id, selection.size > 0);
    this.count.textContent = selection.size > 1 ? t("selection.count", { count: selection.size }) : "";
    const state = stateOf(this.view, waiting, hindrance);
    if (this.stateText.textContent !== state) this.stateText.textContent = state;
    const signedOut = hindrance instanceof SignedOut;
    const refused = waiting === 0 && this.view.mistakes.size > 0;
    this.state.classList.toggle("unsaved", signedOut || refused || (hindrance !== null && waiting > 0));
    this.signIn.hidden = !signedOut || hindrance.other !== "" || !meta("login-path");
  }

  private button(id: string, svg: string, keymap: Keymap, run?: () => void): HTMLButtonElement | null {
    const action = keymap.get(id);
    if (!action && !run) return null;
    const label = this.view.t(action?.label ?? "action.view");
    const button = make("button", { type: "button", class: "hwg-button", "aria-label": label, tabindex: -1, "data-action": id }, icon(svg));
    if (action?.keys[0]) {
      const shown = shownKey(action);
      const keys = keyParts(shown, this.view.theme.rtl).join("+");
      button.dataset["keys"] = isLetter(shown) ? this.view.t("tip.row", { keys }) : keys;
    }
    button.title = action?.keys[0] ? `${label} (${button.dataset["keys"]})` : label;
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") (run ?? action?.run)?.();
    });
    this.buttons.set(id, button);
    return button;
  }

  private name(id: string, label: string, enabled: boolean): void {
    const button = this.buttons.get(id);
    if (!button) return;
    setAttribute(button, "aria-label", label);
    setAttribute(button, "title", `${label} (${button.dataset["keys"]})`);
    this.enable(id, enabled);
  }

  /** Disabled buttons stay focusable, so that focus is never lost under the user's hands. */
  private enable(id: string, enabled: boolean): void {
    const button = this.buttons.get(id);
    if (button) setAttribute(button, "aria-disabled", enabled ? null : "true");
  }

  private key(event: KeyboardEvent): void {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const all = [...this.buttons.values()];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    all[(at + (this.view.theme.rtl ? -step : step) + all.length) % all.length]?.focus();
  }

  private rove(current: HTMLElement): void {
    for (const button of this.buttons.values()) button.tabIndex = button === current ? 0 : -1;
  }
}

/** Whether everything is stored, and else what keeps it, in words. */
export function stateOf({ t, model, mistakes }: View, waiting: number, hindrance: Offline | null): string {
  if (hindrance instanceof SignedOut) {
    const { other: name } = hindrance;
    if (waiting === 0) return name ? t("state.other", { name }) : t("state.ended");
    return t(name ? "state.otherWaiting" : "state.endedWaiting", { count: waiting, name });
  }
  if (!model.canChange) return t("state.readonly");
  if (waiting === 0) return mistakes.size ? t("state.mistaken", { count: mistakes.size }) : t("state.saved");
  return t(hindrance ? "state.offline" : "state.saving", { count: waiting });
}
