/** What stands in a form, and how it comes into the same form again. */

export interface Field {
  name: string;
  value: string;
  /** The field and what was said in it, as it is told to people; nothing where nobody typed or chose anything. */
  said: string;
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const NEVER_KEPT = ["password", "file", "submit", "button"];
/** A box ticked in a form after somebody else's change: what they wrote is to stay. */
const THEIRS = "theirs";

const isChosen = (control: Control): control is HTMLInputElement => control.type === "checkbox" || control.type === "radio";
const isSelect = (control: Control): control is HTMLSelectElement => control.type.startsWith("select-");

export function controls(form: HTMLFormElement): Control[] {
  const all = [...form.elements] as Control[];
  return all.filter(({ name, type }) => name && name !== "csrfmiddlewaretoken" && !NEVER_KEPT.includes(type));
}

/** Everything that the form sends, as the server will read it: where others' words are to stay, theirs. */
export function fieldsOf(form: HTMLFormElement): Field[] {
  const all = controls(form);
  const left = all.filter(({ name }) => name === THEIRS).flatMap(valuesOf);
  return all.filter(({ name }) => name !== THEIRS).flatMap((control) => {
    // A box names its field without the prefix of the form.
    const theirs = left.some((name) => control.name === name || control.name.endsWith(`-${name}`));
    const written = all.filter(({ name }) => theirs && name === `initial-${control.name}`);
    return (written[0] ? [written[0].value] : valuesOf(control)).map((value) => ({ name: control.name, value, said: sentenceOf(control, value) }));
  });
}

function valuesOf(control: Control): string[] {
  if (isSelect(control)) return [...control.selectedOptions].map(({ value }) => value);
  return isChosen(control) && !control.checked ? [] : [control.value];
}

function sentenceOf(control: Control, value: string): string {
  if (!value || control.type === "hidden") return "";
  const label = labelOf(control);
  if (isChosen(control)) return label;
  const option = isSelect(control) && [...control.options].find((each) => each.value === value);
  return `${label}: ${option ? option.text : value}`;
}

function labelOf(control: Control): string {
  const label = control.labels?.[0];
  const remark = label?.querySelector(".hw-required")?.textContent ?? "";
  return label?.textContent?.replace(remark, "").trim() || control.name;
}

/** Fills a form, its hidden fields too: so others' changes meanwhile are noticed. Answers what found no place. */
export function fill(form: HTMLFormElement, fields: Field[]): Field[] {
  let left = fields;
  for (const control of controls(form)) {
    const placed = restore(control, left.filter(({ name }) => name === control.name));
    left = left.filter((field) => !placed.includes(field));
    if (control.type !== "hidden" && control.value) unfold(control);
  }
  return left;
}

/** Gives a control what was sent under its name, of several values the next; answers what found its place. */
function restore(control: Control, sent: Field[]): Field[] {
  if (isChosen(control)) {
    const placed = sent.filter(({ value }) => value === control.value);
    control.checked = placed.length > 0;
    return placed;
  }
  if (!isSelect(control)) {
    control.value = sent[0]?.value ?? control.value;
    return sent.slice(0, 1);
  }
  const options = [...control.options];
  const offered = sent.filter(({ value }) => options.some((option) => option.value === value));
  const placed = control.multiple ? offered : offered.slice(0, 1);
  // Where nothing of it is offered any more the page's own choice stays.
  if (placed.length || control.multiple) for (const option of options) option.selected = placed.some(({ value }) => value === option.value);
  return placed;
}

export function unfold(element: Element): void {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
}
