import { type PlanApi, reasonOf } from "../server/api";
import { make, uniqueId } from "./dom";
import type { MessageKey } from "../model/messages";
import type { View } from "../view";
import type { WhyLine } from "../server/wire";

/** The panel that says what holds an activity where it is. */
export class WhyPanel {
  readonly element: HTMLElement;
  private readonly title = make("p", { class: "hwg-why-name" });
  private readonly list = make("ol", { class: "hwg-why-list" });
  private readonly close: HTMLButtonElement;
  private shown = 0;

  constructor(
    private readonly view: View,
    private readonly api: PlanApi,
    private readonly host: { goTo(id: number): void; closed(): void },
  ) {
    const heading = uniqueId("hwg-why");
    this.close = make("button", { type: "button", class: "hwg-button", "aria-label": view.t("close") }, "×");
    this.close.addEventListener("click", () => this.hide());
    this.element = make(
      "aside",
      { class: "hwg-why", "aria-labelledby": heading, hidden: true },
      make("div", { class: "hwg-why-head" }, make("h2", { id: heading }, view.t("why.title")), this.close),
      this.title,
      this.list,
    );
    this.element.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.hide();
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  async show(id: number): Promise<void> {
    const { t, model } = this.view;
    if (id <= 0) return;
    this.shown = id;
    this.element.hidden = false;
    this.title.textContent = t("why.of", { name: model.name(id) });
    this.list.replaceChildren(make("li", {}, t("why.loading")));
    this.close.focus();
    await this.fill(id);
  }

  /** The plan changed: asks again for what is on show. */
  refresh(): void {
    if (this.isOpen) void this.fill(this.shown);
  }

  hide(): void {
    this.element.hidden = true;
    this.host.closed();
  }

  private async fill(id: number): Promise<void> {
    const { t } = this.view;
    try {
      const { lines } = await this.api.why(id);
      if (this.shown !== id) return;
      const items = lines.map((line) => this.item(line));
      this.list.replaceChildren(...(items.length ? items : [make("li", {}, t("why.empty"))]));
      const said = lines.map(({ field, text }) => t("why.said", { field: this.field(field), text }));
      this.view.say(said.join(" ") || t("why.empty"));
    } catch (error) {
      const reason = reasonOf(error, t);
      this.list.replaceChildren(make("li", {}, t("why.failed", { reason })));
    }
  }

  private field(name: string): string {
    return this.view.t(`column.${name}` as MessageKey);
  }

  private item(line: WhyLine): HTMLElement {
    const { t, formats, model } = this.view;
    const kind = line.kind === "none" ? "" : t(`why.kind.${line.kind}` as MessageKey);
    const date = line.date === null ? "" : formats.moment(line.date);
    const item = make(
      "li",
      {},
      make("div", { class: "hwg-why-field" }, make("strong", {}, this.field(line.field)), ` ${date}`),
      make("div", {}, ...(kind ? [make("span", { class: "hwg-why-kind" }, kind), " "] : []), line.text),
    );
    const target = line.activity;
    if (target !== null && model.slotOf.has(target)) {
      const button = make("button", { type: "button", class: "hwg-link" }, t("why.goto", { name: model.name(target) }));
      button.addEventListener("click", () => this.host.goTo(target));
      item.append(button);
    }
    return item;
  }
}
