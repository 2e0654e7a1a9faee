import { make } from "./dom";
import type { View } from "../view";

/** What an empty plan is for, and the one button that fills it. */
export class EmptyPlan {
  readonly element: HTMLElement;

  constructor(private readonly view: View, add: () => void) {
    const { t, model } = view;
    this.element = make("div", { class: "hwg-empty", hidden: true }, make("p", { class: "hwg-empty-title" }, t("empty.title")));
    this.element.append(make("p", {}, t(model.canChange ? "empty.help" : "empty.readonly")));
    if (!model.canChange) return;
    const button = make("button", { type: "button", class: "btn btn-primary" }, t("empty.button"));
    button.addEventListener("click", add);
    this.element.append(button);
  }

  refresh(): void {
    this.element.hidden = this.view.model.rows.length > 0;
  }
}
