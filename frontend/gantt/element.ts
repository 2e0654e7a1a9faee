import { PlanApi, reasonOf } from "./server/api";
import { make } from "./controls/dom";
import { pageMessages, translator } from "./model/messages";
import { Workbench } from "./workbench";

/** Nothing on the page has the focus or asks for it: arrows and undo may work at once. */
function nobodyIsBusy(): boolean {
  const free = document.activeElement === document.body || document.activeElement === null;
  return free && !document.querySelector("dialog[open], [autofocus], [data-focus], [aria-invalid]");
}

/**
 * `<hw-gantt src="/api/v1/projects/7/plan">`: the plan of one project as table and timeline.
 * Fires `plan-changed` (bubbling, `detail.revision`) after every change, its own or others'.
 */
export class HwGantt extends HTMLElement {
  private bench: Workbench | null = null;

  connectedCallback(): void {
    void this.load();
  }

  disconnectedCallback(): void {
    this.bench?.end();
    this.bench = null;
  }

  private async load(): Promise<void> {
    const language = this.closest<HTMLElement>("[lang]")?.lang || "en";
    const t = translator(language, pageMessages());
    const api = new PlanApi(this.getAttribute("src") ?? "");
    this.setAttribute("aria-busy", "true");
    try {
      const plan = await api.load();
      if (!this.isConnected) return;
      this.bench = new Workbench(this, api, plan, t, language);
      if (nobodyIsBusy()) this.bench.focus();
      this.dispatchEvent(new CustomEvent("plan-ready", { bubbles: true }));
    } catch (error) {
      const retry = make("button", { type: "button", class: "btn" }, t("load.retry"));
      retry.addEventListener("click", () => void this.load());
      const reason = reasonOf(error, t);
      this.replaceChildren(make("div", { class: "hwg-empty", role: "alert" }, make("p", {}, t("load.failed", { reason })), retry));
    } finally {
      this.removeAttribute("aria-busy");
    }
  }
}
