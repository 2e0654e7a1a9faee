/**
 * What was typed into a form outlives a session that ends, a refusal and an error, until the same person finds it back.
 *
 * A form that is sent leaves a draft in its tab. The sign-in page, and others that say that nothing was saved, let it
 * wait for its form (`data-draft-kept`); any other page for the person who is signed in means that it arrived, and
 * drops it. So do the next form that is sent, signing out, somebody else who signs in, and half a day.
 */
import { controls, type Field, fieldsOf, fill, unfold } from "./draftfields";
import { openDialog } from "./overlays";
import { icon, meta, word } from "./page";

/** Why a draft waits for its form: the session ended, it was refused, or nobody knows whether it was stored. */
type Reason = "ended" | "failed" | "unsure";

interface Draft {
  person: string;
  /** When it was made, in milliseconds. */
  at: number;
  /** The page on which the form stands, and where it is sent to. */
  page: string;
  action: string;
  fields: Field[];
  hasFile: boolean;
  /** Nothing while it is on its way. */
  waits: "" | Reason;
  /** Its page was opened, and has no such form any more. */
  sought: boolean;
}

const KEY = "headway-draft";
const LONGEST = 12 * 3600 * 1000;
const SAID: Record<Reason, { title: string; back: string }> = {
  ended: { title: "draftEnded", back: "draftBack" },
  failed: { title: "draftFailed", back: "draftBack" },
  unsure: { title: "draftUnsure", back: "draftLook" },
};

const here = (): string => location.pathname + location.search;
const addressOf = (form: HTMLFormElement): string => form.getAttribute("hx-post") ?? form.getAttribute("action") ?? here();
const actionOf = (form: HTMLFormElement): string => new URL(addressOf(form), location.href).pathname;
const isPost = (form: HTMLFormElement): boolean => form.method === "post" || form.hasAttribute("hx-post");

function read(): Draft | null {
  try {
    const draft = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Draft | null;
    if (!draft || draft.at > Date.now() - LONGEST) return draft;
  } catch {
    return null; // no storage here: nothing is kept
  }
  drop();
  return null;
}

function write(draft: Draft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // full or forbidden
  }
}

function drop(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // as above
  }
}

/** A form that stays on its page was answered: what it sent is stored, or the page loads anew without having sent it. */
export function settleDraft(form: HTMLFormElement, stored: boolean): void {
  const draft = read();
  if (draft?.action !== actionOf(form)) return;
  if (stored) drop();
  else write({ ...draft, waits: draft.waits || "failed" });
}

function onSubmit(event: SubmitEvent, before: Draft | null): void {
  const form = event.target;
  const person = meta("person");
  if (!person || !(form instanceof HTMLFormElement) || !isPost(form)) return;
  const action = actionOf(form);
  if (action === meta("logout-path")) return drop();
  if (!controls(form).some(({ type }) => type !== "hidden")) return; // a button: nothing was typed
  write({
    person,
    at: Date.now(),
    // A form that comes back with its errors stands at the address it was sent to; its page is the one before.
    page: before?.action === action ? before.page : here(),
    action,
    fields: fieldsOf(form),
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

function notice({ waits, hasFile }: Draft, lost: string[], found: boolean): HTMLElement {
  const { title, back } = SAID[waits || "failed"];
  const box = document.createElement("div");
  box.className = "hw-banner hw-tone-amber";
  box.tabIndex = -1;
  box.dataset["draftBack"] = "";
  box.setAttribute("role", "alert");
  box.innerHTML = icon("alert-triangle");
  const text = document.createElement("div");
  const say = (tag: string, words: string): HTMLElement => {
    const line = document.createElement(tag);
    line.textContent = words;
    text.append(line);
    return line;
  };
  say("div", word(title)).className = "hw-banner-title";
  for (const words of [word(!found ? "draftGone" : lost.length ? "draftLost" : back), ...lost]) say("p", words);
  if (hasFile && found) say("p", word("draftFile"));
  box.append(text);
  if (!found) box.append(dismissing(box));
  return box;
}

function dismissing(box: HTMLElement): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = word("dismiss");
  button.addEventListener("click", () => (drop(), box.remove()));
  return button;
}

function bringBack(draft: Draft): void {
  const form = formOf(draft);
  if (!form && draft.page !== here()) {
    if (draft.waits !== "ended") return; // it waits until its page is looked at again
    if (!draft.sought) {
      write({ ...draft, sought: true });
      return location.replace(location.origin + draft.page); // a path may begin like the address of another site
    }
  }
  const lost = (form ? fill(form, draft.fields) : draft.fields).flatMap(({ said }) => said || []);
  if (form || !lost.length) drop();
  // The form may come back, as when the role that one acts in is changed: until then the words stand here.
  else write({ ...draft, waits: draft.waits === "unsure" ? "unsure" : "failed" });
  if (!form && !lost.length) return;
  const box = notice(draft, lost, form !== undefined);
  if (form) unfold(form);
  const dialog = form?.closest("dialog");
  if (dialog) openDialog(dialog);
  (form ?? document.getElementById("main"))?.prepend(box);
  box.focus();
}

export function startDrafts(): void {
  const draft = read();
  const person = meta("person");
  const before = draft?.person === person ? draft : null;
  document.addEventListener("submit", (event) => onSubmit(event, before), true);
  if (!draft) return;
  if (person && !before) return drop();
  const said = [...document.querySelectorAll<HTMLElement>("[data-draft-kept]")];
  if (said.length) {
    for (const element of said) element.hidden = false;
    const reason = (said[0]!.dataset["draftKept"] || "failed") as Reason;
    write({ ...draft, waits: draft.waits === "unsure" ? "unsure" : reason });
  } else if (person) {
    if (draft.waits) bringBack(draft);
    else drop();
  }
}
