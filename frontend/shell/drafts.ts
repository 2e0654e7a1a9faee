/**
 * What was typed into a form outlives a session that ends, and an error, until the same person finds it back.
 *
 * A form that is sent leaves a draft in its tab. The sign-in page, and others that say that nothing was saved, let it
 * wait for its form; any page for the person who is signed in means that it arrived, and drops it.
 */
import { openDialog } from "./overlays";
import { icon, meta, word } from "./page";

interface Field {
  name: string;
  value: string;
  /** What the field is called, where it takes words; they are shown where the field is gone. */
  label: string;
}

interface Draft {
  person: string;
  /** The page on which the form stands, and where it is sent to. */
  page: string;
  action: string;
  fields: Field[];
  hasFile: boolean;
  /** Why it waits for its form; nothing while it is on its way. */
  waits: "" | "ended" | "failed";
  /** Its page was opened, and has no such form any more. */
  sought: boolean;
}

const KEY = "headway-draft";
const SECRET = ["password", "file"];

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const here = (): string => location.pathname + location.search;
const actionOf = (form: HTMLFormElement): string => new URL(form.getAttribute("action") || here(), location.href).pathname;
const isPost = (form: HTMLFormElement): boolean => form.method === "post" || form.hasAttribute("hx-post");

let before: Draft | null = null;

function read(): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Draft | null;
  } catch {
    return null; // no storage here: nothing is kept
  }
}

function write(draft: Draft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // full or forbidden
  }
}

export function dropDraft(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // as above
  }
}

/** What was sent did not arrive, and the page that follows cannot tell. */
export function keepDraft(): void {
  const draft = read();
  if (draft) write({ ...draft, waits: draft.waits || "failed" });
}

function controls(form: HTMLFormElement): Control[] {
  const all = [...form.elements] as Control[];
  return all.filter(({ name, type }) => name && name !== "csrfmiddlewaretoken" && !SECRET.includes(type) && type !== "submit" && type !== "button");
}

const isChosen = (control: Control): control is HTMLInputElement => control.type === "checkbox" || control.type === "radio";
const takesWords = (control: Control): boolean => !isChosen(control) && !(control instanceof HTMLSelectElement) && control.type !== "hidden";

function fieldsOf(control: Control): Field[] {
  const label = takesWords(control) ? control.labels?.[0]?.textContent?.trim() || control.name : "";
  return valuesOf(control).map((value) => ({ name: control.name, value, label }));
}

function valuesOf(control: Control): string[] {
  if (control instanceof HTMLSelectElement) return [...control.selectedOptions].map(({ value }) => value);
  return isChosen(control) && !control.checked ? [] : [control.value];
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  const person = meta("person");
  if (!person || !(form instanceof HTMLFormElement) || !isPost(form)) return;
  const found = controls(form);
  if (!found.some(({ type }) => type !== "hidden")) return; // a button: nothing was typed
  const action = actionOf(form);
  write({
    person,
    // A form that comes back with its errors stands at the address it was sent to; its page is the one before.
    page: before?.action === action ? before.page : here(),
    action,
    fields: found.flatMap(fieldsOf),
    hasFile: form.querySelector("input[type=file]") !== null,
    waits: "",
    sought: false,
  });
}

/** The form on this page that a draft belongs to: sent to the same address, about the same thing. */
function formOf(draft: Draft): HTMLFormElement | undefined {
  const sent = new Set(draft.fields.map(({ name, value }) => `${name}=${value}`));
  const alike = (form: HTMLFormElement): number =>
    controls(form).filter(({ type, name, value }) => type === "hidden" && sent.has(`${name}=${value}`)).length;
  const names = new Set(draft.fields.map(({ name }) => name));
  return [...document.forms]
    .filter((form) => isPost(form) && actionOf(form) === draft.action && controls(form).some(({ type, name }) => type !== "hidden" && names.has(name)))
    .sort((a, b) => alike(b) - alike(a))[0];
}

/** Fills a form, its hidden fields too: so others' changes meanwhile are noticed. Answers the words that found no field. */
function fill(form: HTMLFormElement, fields: Field[]): Field[] {
  const values = new Map<string, Field[]>();
  for (const field of fields) values.set(field.name, [...(values.get(field.name) ?? []), field]);
  const names = new Set<string>();
  for (const control of controls(form)) {
    names.add(control.name);
    restore(control, values.get(control.name) ?? []);
    if (control.type !== "hidden" && control.value) unfold(control);
  }
  return fields.filter(({ name }) => !names.has(name));
}

/** Gives a control its value; of fields with the same name each takes the next. */
function restore(control: Control, sent: Field[]): void {
  if (isChosen(control)) control.checked = sent.some(({ value }) => value === control.value);
  else if (control instanceof HTMLSelectElement) {
    const chosen = [...control.options].filter((option) => sent.some(({ value }) => value === option.value));
    if (chosen.length || control.multiple) for (const option of control.options) option.selected = chosen.includes(option);
  } else control.value = sent.shift()?.value ?? control.value;
}

function unfold(element: Element): void {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
}

function notice(draft: Draft, lost: Field[]): HTMLElement {
  const box = document.createElement("div");
  box.className = "hw-banner hw-tone-amber";
  box.tabIndex = -1;
  box.dataset["draftBack"] = "";
  box.setAttribute("role", "alert");
  box.innerHTML = `${icon("alert-triangle")}<div><div class="hw-banner-title"></div></div>`;
  box.querySelector(".hw-banner-title")!.textContent = word(draft.waits === "ended" ? "draftEnded" : "draftFailed");
  const say = (tag: string, text: string): void => {
    const line = document.createElement(tag);
    line.textContent = text;
    box.lastElementChild!.append(line);
  };
  say("p", word(lost.length ? "draftLost" : "draftBack"));
  for (const { label, value } of lost) say("p", `${label}: ${value}`);
  if (draft.hasFile) say("p", word("draftFile"));
  return box;
}

function bringBack(draft: Draft): void {
  const form = formOf(draft);
  if (!form && draft.waits === "failed") return; // it waits until its form is looked at again
  if (!form && !draft.sought && draft.page !== here()) {
    write({ ...draft, sought: true });
    return location.replace(draft.page);
  }
  dropDraft();
  const lost = form ? fill(form, draft.fields) : draft.fields;
  const box = notice(draft, lost.filter(({ label, value }) => label && value));
  if (form) unfold(form);
  const dialog = form?.closest("dialog");
  if (dialog) openDialog(dialog);
  (form ?? document.getElementById("main"))?.prepend(box);
  box.focus();
}

export function startDrafts(): void {
  document.addEventListener("submit", onSubmit, true);
  const draft = read();
  if (!draft) return;
  const person = meta("person");
  if (person) {
    before = draft;
    if (draft.person === person && draft.waits) bringBack(draft);
    else dropDraft();
    return;
  }
  const said = document.querySelectorAll<HTMLElement>("[data-draft-kept]");
  said.forEach((element) => (element.hidden = false));
  if (said.length) write({ ...draft, waits: location.pathname === meta("login-path") ? "ended" : "failed" });
}
