import { ColumnMenu } from "../grid/columnmenu";
import { make } from "./dom";
import type { Grid } from "../grid/grid";
import { type Action, type Group, isLetter, type Keymap, keyParts, keysOf } from "./keymap";
import type { MessageKey } from "../model/messages";
import { TOGGLES, type Toggle } from "../model/settings";
import type { View } from "../view";

export interface MenuHost {
  columnsChanged(): void;
  toggle(toggle: Toggle): void;
  closed(): void;
}

const GROUPS: Group[] = ["move", "edit", "bar", "view"];
const TYPED: MessageKey[] = ["help.typing.date", "help.typing.duration", "help.typing.predecessors"];

/** Dialogs of the element: keyboard help, columns, and what the timeline shows. */
export class Menus {
  readonly element: HTMLElement;
  private readonly dialogs: Record<"help" | "columns" | "show", HTMLDialogElement>;

  private readonly columns: ColumnMenu;

  constructor(private readonly view: View, grid: Grid, private readonly host: MenuHost) {
    this.columns = new ColumnMenu(view, grid, () => host.columnsChanged());
    const dialog = (): HTMLDialogElement => {
      const element = make("dialog", { class: "hwg-dialog" });
      element.addEventListener("close", () => host.closed());
      element.addEventListener("keydown", (event) => event.stopPropagation());
      element.addEventListener("click", (event) => event.target === element && element.close());
      return element;
    };
    this.dialogs = { help: dialog(), columns: dialog(), show: dialog() };
    this.element = make("div", { class: "hwg-dialogs" }, ...Object.values(this.dialogs));
  }

  /** Filled from the table that binds the keys: what it says is what they do. */
  fillHelp(keymap: Keymap): void {
    const { t } = this.view;
    const sections = GROUPS.map((group) =>
      make("section", {}, make("h3", {}, t(`help.${group}`)), make("dl", {}, ...keymap.actions.filter((action) => action.group === group).map((action) => this.helpLine(action)))),
    );
    const typed = make("section", {}, make("h3", {}, t("help.typing.title")), make("ul", {}, ...TYPED.map((key) => make("li", {}, t(key)))));
    this.fill("help", t("help.title"), make("p", {}, t("help.rowOnly", { mark: "•" })), make("div", { class: "hwg-help" }, ...sections, ...(this.view.model.canChange ? [typed] : [])));
  }

  openHelp(): void {
    this.dialogs.help.showModal();
  }

  openColumns(): void {
    const { t, theme } = this.view;
    if (theme.narrow) return; // cards have lines of their own
    this.columns.refresh();
    this.fill("columns", t("action.columns"), make("p", {}, t("columns.help")), this.columns.element);
    this.dialogs.columns.showModal();
  }

  openShow(): void {
    const { t, settings } = this.view;
    const lines = TOGGLES.map((toggle) => {
      const box = make("input", { type: "checkbox" });
      box.checked = settings.shows(toggle);
      box.addEventListener("change", () => this.host.toggle(toggle));
      return make("label", {}, box, make("span", { class: `hwg-swatch ${toggle}` }), t(`action.toggle.${toggle}`));
    });
    this.fill("show", t("action.view"), make("div", { class: "hwg-choices" }, ...lines));
    this.dialogs.show.showModal();
  }

  private helpLine(action: Action): HTMLElement {
    const keys = keysOf(action).map((key) => {
      const parts = keyParts(key, this.view.theme.rtl).map((part) => make("kbd", {}, part));
      return make("span", { class: "hwg-keys" }, ...parts, isLetter(key) ? " •" : "");
    });
    return make("div", {}, make("dt", {}, ...keys), make("dd", {}, this.view.t(action.label)));
  }

  private fill(which: "help" | "columns" | "show", title: string, ...content: HTMLElement[]): void {
    const dialog = this.dialogs[which];
    const close = make("button", { type: "button", class: "hwg-button", "aria-label": this.view.t("close") }, "×");
    close.addEventListener("click", () => dialog.close());
    dialog.setAttribute("aria-label", title);
    dialog.replaceChildren(make("div", { class: "hwg-dialog-head" }, make("h2", {}, title), close), ...content);
  }
}
