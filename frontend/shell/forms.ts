/** Forms that come back with errors have the focus there; folds open where a choice needs what is in them. */
import { unfold } from "./draftfields";

/** Where the focus belongs: on what the page says is wrong, else on the first wrong field. */
export const wrongPlace = (root: ParentNode): HTMLElement | null =>
  root.querySelector<HTMLElement>("[data-focus]") ?? root.querySelector<HTMLElement>(":is(input, select, textarea)[aria-invalid=true]");

function focusWrong(): void {
  const place = document.activeElement === document.body ? wrongPlace(document) : null;
  if (!place) return;
  unfold(place);
  place.focus();
}

/** `<details data-open-for="colour" data-values="green amber">`: chosen in the field of that name, these open it. */
function onChange({ target }: Event): void {
  if (!(target instanceof HTMLSelectElement)) return;
  for (const fold of target.form?.querySelectorAll<HTMLDetailsElement>("details[data-open-for]") ?? []) {
    if (fold.dataset["openFor"] === target.name && fold.dataset["values"]?.split(" ").includes(target.value)) fold.open = true;
  }
}

export function startForms(): void {
  focusWrong();
  document.addEventListener("change", onChange);
}
