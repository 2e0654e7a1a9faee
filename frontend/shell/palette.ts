/** Command palette: go to a page, find a project, do what this page offers; one field for all. */
import { openDialog } from "./overlays";
import { icon, word } from "./page";
import { rank } from "./ranking";
import { register as registerShortcuts } from "./shortcuts";
import { announce } from "./toasts";
import type { PaletteAction } from "./types";

const SEARCH_AFTER_MS = 40;

interface Entry extends PaletteAction {
  group: string;
  icon: string;
}

/** One result of `GET /api/v1/search?q=…` → `{"items": [...]}`. */
interface Found {
  label: string;
  url: string;
  detail?: string;
}

const registered = new Set<PaletteAction>();
let dialog: HTMLDialogElement;
let field: HTMLInputElement;
let list: HTMLElement;
let shown: Entry[] = [];
let selected = 0;
let search: AbortController | undefined;

export function register(actions: PaletteAction[]): () => void {
  for (const action of actions) registered.add(action);
  return () => actions.forEach((action) => registered.delete(action));
}

/** Pages declare actions by registering them or by `data-palette-action` on any link or button. */
function localEntries(): Entry[] {
  const ofPage = [...document.querySelectorAll<HTMLElement>("[data-palette-action]")].map((element) => ({
    label: element.dataset["paletteAction"] || element.textContent?.trim() || "", run: () => element.click(), group: word("actions"), icon: "arrow-right",
  }));
  const byScript = [...registered].map((action) => ({ ...action, group: word("actions"), icon: "arrow-right" }));
  const places = [...document.querySelectorAll<HTMLAnchorElement>("a[data-palette-go]")].map((link) => ({
    label: link.textContent?.trim() ?? "", run: link.href, group: word("goTo"), icon: "external-link", detail: link.dataset["shortcut"] ?? "",
  }));
  const tabs = [...document.querySelectorAll<HTMLAnchorElement>("a[data-palette-tab]")].map((link) => ({
    label: link.dataset["paletteTab"]!, run: link.href, group: word("goTo"), icon: "folder",
  }));
  return [...ofPage, ...byScript, ...tabs, ...places];
}

function show(entries: Entry[]): void {
  shown = entries;
  selected = 0;
  const parts: HTMLElement[] = [];
  let group: HTMLElement | undefined;
  entries.forEach((entry, index) => {
    if (entry.group !== group?.getAttribute("aria-label")) parts.push(group = groupBox(entry.group));
    group.append(optionBox(entry, index));
  });
  list.replaceChildren(...parts);
  select(0);
}

function groupBox(label: string): HTMLElement {
  const box = document.createElement("div");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", label);
  const heading = document.createElement("div");
  heading.className = "hw-palette-group";
  heading.setAttribute("aria-hidden", "true");
  heading.textContent = label;
  box.append(heading);
  return box;
}

function optionBox(entry: Entry, index: number): HTMLElement {
  const box = document.createElement("div");
  box.className = "hw-palette-item";
  box.id = `palette-${index}`;
  box.setAttribute("role", "option");
  box.innerHTML = `${icon(entry.icon)}<span></span>`;
  box.querySelector("span")!.textContent = entry.label;
  if (entry.detail) {
    const detail = document.createElement("span");
    detail.className = "hw-palette-detail";
    detail.textContent = entry.detail;
    box.append(detail);
  }
  box.addEventListener("click", () => run(index));
  box.addEventListener("pointermove", () => select(index));
  return box;
}

function select(index: number): void {
  selected = index;
  for (const option of list.querySelectorAll('[role="option"]')) {
    option.setAttribute("aria-selected", String(option.id === `palette-${index}`));
  }
  const option = document.getElementById(`palette-${index}`);
  option?.scrollIntoView({ block: "nearest" });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
}

function run(index: number): void {
  const entry = shown[index];
  if (!entry) return;
  dialog.close();
  if (typeof entry.run === "string") location.assign(entry.run);
  else entry.run();
}

function say(sentence: string): void {
  const status = dialog.querySelector<HTMLElement>("[data-palette-status]");
  if (status) status.textContent = sentence;
}

/** Local entries at once; what the server finds follows, unless something else was typed meanwhile. */
async function update(): Promise<void> {
  search?.abort();
  const request = (search = new AbortController());
  const query = field.value.trim();
  const local = rank(localEntries(), query);
  show(local);
  say(local.length || query ? "" : word("nothingFound"));
  if (query.length < 2) return;
  try {
    await new Promise((resolve) => setTimeout(resolve, SEARCH_AFTER_MS));
    if (request.signal.aborted) return;
    const answer = await fetch(`${dialog.dataset["searchUrl"]}?q=${encodeURIComponent(query)}`, { signal: request.signal });
    if (!answer.ok) return say(local.length ? "" : word("nothingFound"));
    const { items } = (await answer.json()) as { items: Found[] };
    const found = items.map(({ label, url, detail }) => ({ label, run: url, group: word("found"), icon: "folder", ...(detail && { detail }) }));
    const at = selected;
    show([...local, ...found]);
    select(Math.min(at, shown.length - 1));
    say(shown.length ? "" : word("nothingFound"));
    if (shown.length) announce(word("results").replace("%(count)s", String(shown.length)));
  } catch (error) {
    if (!request.signal.aborted) say(local.length ? "" : word("nothingFound"));
  }
}

function onKey(event: KeyboardEvent): void {
  const last = shown.length - 1;
  const steps: Record<string, () => void> = {
    ArrowDown: () => select(selected >= last ? 0 : selected + 1),
    ArrowUp: () => select(selected <= 0 ? last : selected - 1),
    PageDown: () => select(Math.min(last, selected + 8)),
    PageUp: () => select(Math.max(0, selected - 8)),
    Enter: () => run(selected),
  };
  const step = steps[event.key];
  if (!step || event.isComposing) return;
  event.preventDefault();
  step();
}

export function open(): void {
  if (!dialog) return;
  field.value = "";
  openDialog(dialog);
  void update();
  field.focus();
}

export function startPalette(): void {
  const found = document.getElementById("palette");
  const opener = document.querySelector("[data-palette-open]");
  if (!(found instanceof HTMLDialogElement) || !opener) return;
  dialog = found;
  field = dialog.querySelector("input")!;
  list = dialog.querySelector<HTMLElement>('[role="listbox"]')!;
  opener.addEventListener("click", open);
  field.addEventListener("input", () => void update());
  field.addEventListener("keydown", onKey);
  registerShortcuts([{ keys: "Ctrl+K", label: word("openPalette"), run: open }]);
}
