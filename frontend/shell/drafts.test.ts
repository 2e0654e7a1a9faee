import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { settleDraft, startDrafts } from "./drafts";

/** As much of an element as a notice needs. */
class Element {
  dataset: Record<string, string> = {};
  textContent = "";
  hidden = true;
  children: Element[] = [];
  private clicked: () => void = () => undefined;
  setAttribute(): void {}
  focus(): void {}
  closest(): null {
    return null;
  }
  append(...more: Element[]): void {
    this.children.push(...more);
  }
  prepend(first: Element): void {
    this.children.unshift(first);
  }
  remove(): void {}
  addEventListener(_: string, act: () => void): void {
    this.clicked = act;
  }
  press(): void {
    this.clicked();
  }
  /** Everything that can be read in it, line by line. */
  get lines(): string[] {
    return [this.textContent, ...this.children.flatMap(({ lines }) => lines)].filter(Boolean);
  }
}

type Control = { name: string; type: string; value: string; [more: string]: unknown };
const control = (type: string, name: string, value: string, more = {}): Control =>
  ({ type, name, value, labels: [{ textContent: ` ${name} (optional)`, querySelector: () => ({ textContent: "(optional)" }) }], closest: () => null, ...more });
const text = (name: string, value = ""): Control => control("textarea", name, value);
const hidden = (name: string, value: string): Control => control("hidden", name, value, { labels: null });
const box = (name: string, value: string, checked = false): Control => control("checkbox", name, value, { checked });

/** A list of choices; `value` is the chosen one. */
function select(name: string, chosen: string, offered: Record<string, string>): Control {
  const options = Object.entries(offered).map(([value, words]) => ({ value, text: words, selected: value === chosen }));
  return {
    ...control("select-one", name, ""), options,
    get selectedOptions() {
      return options.filter(({ selected }) => selected);
    },
    get value() {
      return options.find(({ selected }) => selected)?.value ?? "";
    },
  };
}

class Form extends Element {
  method = "post";
  constructor(readonly elements: Control[], private readonly attributes: Record<string, string> = { action: "/save/" }) {
    super();
  }
  getAttribute(name: string): string | null {
    return this.attributes[name] ?? null;
  }
  hasAttribute(name: string): boolean {
    return name in this.attributes;
  }
  querySelector(): null {
    return null;
  }
  value(name: string): unknown {
    return this.elements.find((each) => each.name === name)?.value;
  }
  /** The notice that stands at its head. */
  get notice(): string[] {
    return this.lines;
  }
}

interface Page {
  person?: string;
  forms?: Form[];
  /** What the page says of a draft: nothing, or why it is kept. */
  kept?: string;
}

const stored = new Map<string, string>();
let submit: (form: Form) => void;
let replaced: string[] = [];

/** Opens a page, as the browser does with every answer. */
function open(path: string, { person = "7", forms = [], kept }: Page = {}) {
  const metas: Record<string, string> = { person, "login-path": "/accounts/login/", "logout-path": "/accounts/logout/" };
  const main = new Element();
  const said = kept === undefined ? [] : [Object.assign(new Element(), { dataset: { draftKept: kept } })];
  Object.assign(globalThis, {
    location: { pathname: path, search: "", href: `http://headway${path}`, origin: "http://headway", replace: (to: string) => replaced.push(to) },
    document: {
      forms,
      querySelector: (query: string) => ({ content: metas[/"(.+)"/.exec(query)![1]!] ?? "" }),
      querySelectorAll: () => said,
      getElementById: (id: string) => (id === "main" ? main : null),
      createElement: () => new Element(),
      addEventListener: (_: string, act: (event: { target: Form }) => void) => (submit = (form) => act({ target: form })),
    },
  });
  startDrafts();
  return { main, told: said[0]?.hidden === false };
}

Object.assign(globalThis, {
  HTMLFormElement: Form,
  sessionStorage: {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  },
});
beforeEach(() => {
  stored.clear();
  replaced = [];
});

const purpose = (value = ""): Form => new Form([hidden("version", "2"), text("purpose", value)]);
/** Ann, person 7, sends the form of the charter. */
function send(form = purpose("Mine"), path = "/charter/"): void {
  open(path, { forms: [form] });
  submit(form);
}
const isKept = (): boolean => stored.size > 0;

test("what was saved leaves nothing", () => {
  send();
  assert.equal(isKept(), true);
  open("/charter/");
  assert.equal(isKept(), false);
});

for (const [what, person, reason, title] of [
  ["a refusal, which is a page for the person", "7", "failed", "draftFailed"],
  ["an error, whose page knows nobody", "", "failed", "draftFailed"],
  ["the database that did not answer", "", "unsure", "draftUnsure"],
] as const) {
  test(`what was typed comes back after ${what}`, () => {
    send();
    assert.equal(open("/save/", { person, kept: reason }).told, true);
    const form = purpose();
    open("/charter/", { forms: [form] });
    assert.deepEqual([form.value("purpose"), form.notice[0], isKept()], ["Mine", title, false]);
  });
}

test("a page after a refusal that has no such form leaves the draft to wait", () => {
  send();
  open("/save/", { kept: "failed" });
  open("/");
  assert.deepEqual([isKept(), replaced], [true, []]);
});

test("where the form is gone the words stand on its page, and wait for its return", () => {
  send();
  open("/save/", { kept: "failed" });
  assert.deepEqual(open("/charter/").main.lines.slice(0, 3), ["draftFailed", "draftGone", "purpose: Mine"]);
  const form = purpose();
  open("/charter/", { forms: [form] });
  assert.deepEqual([form.value("purpose"), isKept()], ["Mine", false]);
});

test("words without a form can be dismissed", () => {
  send();
  open("/save/", { kept: "failed" });
  const [notice] = open("/charter/").main.children;
  notice!.children.at(-1)!.press();
  assert.equal(isKept(), false);
});

test("after signing in again the person is led back to the form, once", () => {
  send();
  open("/accounts/login/", { person: "", kept: "ended" });
  open("/");
  assert.deepEqual(replaced, ["http://headway/charter/"]);
  assert.deepEqual(open("/elsewhere/").main.lines.slice(0, 3), ["draftEnded", "draftGone", "purpose: Mine"]);
  open("/");
  assert.deepEqual(replaced, ["http://headway/charter/"]);
});

test("somebody else who signs in finds nothing, whatever page comes first", () => {
  for (const page of [{}, { forms: [purpose()] }, { kept: "failed" }]) {
    send();
    open("/accounts/login/", { person: "", kept: "ended" });
    const { told, main } = open("/save/", { person: "8", ...page });
    assert.deepEqual([told, main.lines, isKept()], [false, [], false]);
  }
});

test("who signs out on purpose leaves nothing behind", () => {
  send();
  open("/save/", { kept: "failed" });
  open("/");
  submit(new Form([hidden("next", "/")], { action: "/accounts/logout/" }));
  assert.equal(isKept(), false);
  assert.equal(open("/accounts/login/", { person: "", kept: "ended" }).told, false);
});

test("a draft is kept for half a day at most", () => {
  mock.timers.enable({ apis: ["Date"], now: 0 });
  for (const [hours, kept] of [[11, true], [13, false]] as const) {
    mock.timers.setTime(0);
    send();
    open("/save/", { kept: "failed" });
    mock.timers.setTime(hours * 3600 * 1000);
    open("/");
    assert.equal(isKept(), kept);
  }
  mock.timers.reset();
});

test("a button is no draft, and takes none away", () => {
  send();
  open("/save/", { kept: "failed" });
  open("/");
  submit(new Form([hidden("version", "3")], { action: "/withdraw/" }));
  assert.match(stored.get("headway-draft")!, /Mine/);
});

test("passwords, files and tokens are never kept", () => {
  send(new Form([text("name", "Ann"), control("password", "new", "s3cret"), control("file", "plan", "C:\\p"), hidden("csrfmiddlewaretoken", "t0ken")]));
  assert.doesNotMatch(stored.get("headway-draft")!, /s3cret|C:|t0ken/);
});

test("where the words of others were to stay they stay", () => {
  for (const prefix of ["", "objective-3-"]) {
    const [name, other] = [`${prefix}purpose`, `${prefix}scope`];
    const initial = (): Control[] => [hidden(`initial-${name}`, "Theirs"), hidden(`initial-${other}`, "Old")];
    send(new Form([text(name, "Mine"), text(other, "Mine, too"), ...initial(), box("theirs", "purpose", true)]));
    open("/accounts/login/", { person: "", kept: "ended" });
    const form = new Form([text(name, "Theirs"), text(other, "Old"), ...initial()]);
    open("/charter/", { forms: [form] });
    assert.deepEqual([form.value(name), form.value(other), form.value(`initial-${name}`)], ["Theirs", "Mine, too", "Theirs"]);
    assert.deepEqual(form.notice, ["draftEnded", "draftBack"]);
  }
});

test("what found no place is told, chosen or typed", () => {
  const choices = { "1": "Ann", "2": "Bo" };
  send(new Form([text("purpose", "Mine"), text("scope", "All"), select("owner", "2", choices), box("hard", "on", true), box("kind", "b", true), hidden("row", "3")]));
  open("/save/", { kept: "failed" });
  const form = new Form([text("purpose"), select("owner", "1", { "1": "Ann" }), box("kind", "a", true)]);
  open("/charter/", { forms: [form] });
  assert.deepEqual(form.notice, ["draftFailed", "draftLost", "scope: All", "owner: Bo", "hard", "kind"]);
  assert.deepEqual([form.value("owner"), form.elements[2]!["checked"]], ["1", false]);
});

test("a choice that is still offered is chosen again", () => {
  const choices = { "1": "Ann", "2": "Bo" };
  send(new Form([text("purpose", "Mine"), select("owner", "2", choices), box("hard", "on", true)]));
  open("/save/", { kept: "failed" });
  const form = new Form([text("purpose"), select("owner", "1", choices), box("hard", "on")]);
  open("/charter/", { forms: [form] });
  assert.deepEqual([form.value("owner"), form.elements[2]!["checked"], form.notice], ["2", true, ["draftFailed", "draftBack"]]);
});

test("an answer to another form settles nothing", () => {
  send();
  settleDraft(new Form([], { "hx-post": "/jobs/3/cancel/" }) as unknown as HTMLFormElement, true);
  assert.equal(isKept(), true);
  settleDraft(new Form([], { "hx-post": "/save/" }) as unknown as HTMLFormElement, true);
  assert.equal(isKept(), false);
});
