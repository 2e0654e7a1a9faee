import { make } from "./dom";
import type { Translate } from "../model/messages";

export interface NoticeAction {
  label: string;
  run(): void;
}

export interface NoticeStyle {
  urgent?: boolean;
  action?: NoticeAction;
}

const STAYS = 8000;

/** Short messages at the foot of the element, and sentences for people who listen. */
export class Notices {
  readonly element = make("div", { class: "hwg-notices" });
  readonly live = make("div", { class: "hwg-live", role: "status", "aria-live": "polite" });

  constructor(private readonly t: Translate) {}

  say(text: string): void {
    // The same sentence twice is only read again when the text changes.
    this.live.textContent = this.live.textContent === text ? `${text} ` : text;
  }

  /** Shows a message; an urgent one stays until it is dismissed. */
  show(text: string, { urgent = false, action }: NoticeStyle = {}): void {
    const notice = make("div", { class: urgent ? "hwg-notice urgent" : "hwg-notice", role: urgent ? "alert" : null }, make("span", {}, text));
    const close = (): void => notice.remove();
    if (action) {
      const button = make("button", { type: "button", class: "hwg-notice-action" }, action.label);
      button.addEventListener("click", () => (close(), action.run()));
      notice.append(button);
    }
    const dismiss = make("button", { type: "button", class: "hwg-notice-close", "aria-label": this.t("notice.dismiss") }, "×");
    dismiss.addEventListener("click", close);
    notice.append(dismiss);
    this.element.replaceChildren(notice);
    if (!urgent) {
      this.say(text);
      setTimeout(close, STAYS);
    }
  }
}
