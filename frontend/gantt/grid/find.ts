import { icon, make } from "../controls/dom";
import type { View } from "../view";
import close from "@tabler/icons/outline/x.svg";
import down from "@tabler/icons/outline/chevron-down.svg";
import up from "@tabler/icons/outline/chevron-up.svg";

export interface FindHost {
  goTo(id: number): void;
  closed(): void;
}

/** Finds activities by name, WBS or number, folded away or not: the browser's own search sees only rows in sight. */
export class Find {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly count = make("span", { class: "hwg-find-count", role: "status" });
  private found: number[] = [];
  private at = -1;

  constructor(private readonly view: View, private readonly host: FindHost) {
    const { t } = view;
    this.input = make("input", { type: "search", "aria-label": t("action.find"), placeholder: t("find.hint"), autocomplete: "off" });
    this.input.addEventListener("input", () => this.search());
    const button = (label: string, svg: string, run: () => void): HTMLElement => {
      const element = make("button", { type: "button", class: "hwg-button", "aria-label": label, title: label }, icon(svg));
      element.addEventListener("click", run);
      return element;
    };
    this.element = make(
      "div",
      { class: "hwg-find", role: "search", hidden: true },
      this.input,
      this.count,
      button(t("find.previous"), up, () => this.step(-1)),
      button(t("find.next"), down, () => this.step(1)),
      button(t("close"), close, () => this.close()),
    );
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  open(): void {
    this.element.hidden = false;
    this.input.focus();
    this.input.select();
  }

  private close(): void {
    this.element.hidden = true;
    this.host.closed();
  }

  private search(): void {
    const { model, selection } = this.view;
    const text = this.input.value.trim();
    this.found = text ? model.find(text.toLocaleLowerCase(this.view.formats.language), this.view.formats.language) : [];
    // The first from the current row on, as long as one is left there.
    const next = model.nextOf(new Set(this.found), selection.current);
    this.at = Math.max(0, this.found.indexOf(next)) - 1;
    if (this.found.length) this.step(1);
    else this.count.textContent = text ? this.view.t("find.none") : "";
  }

  private step(by: 1 | -1): void {
    const { length } = this.found;
    if (!length) return;
    this.at = (this.at + by + length) % length;
    const id = this.found[this.at];
    this.host.goTo(id);
    this.count.textContent = this.view.t("find.at", { at: this.at + 1, count: length });
    this.view.say(this.view.t("find.said", { at: this.at + 1, count: length, name: this.view.model.name(id) }));
  }

  private key(event: KeyboardEvent): void {
    event.stopPropagation();
    const step = event.key === "ArrowDown" || (event.key === "Enter" && !event.shiftKey) ? 1 : event.key === "ArrowUp" || event.key === "Enter" ? -1 : 0;
    const typing = event.target === this.input;
    if (event.key === "Escape") this.close();
    else if (step && typing) this.step(step);
    else return;
    event.preventDefault();
  }
}
