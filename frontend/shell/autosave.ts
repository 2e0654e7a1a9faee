/** The quiet word that tells whether everything is stored: `<span class="hw-autosave" data-autosave-state>`. */
import { word } from "./page";

type State = "saved" | "saving" | "offline" | "failed";
let pending = 0;

function show(state: State, sentence = word(state)): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-autosave-state]")) {
    place.dataset["state"] = state;
    place.textContent = sentence;
  }
}

export const autosave = {
  saving(): void {
    pending += 1;
    show(navigator.onLine ? "saving" : "offline");
  },
  saved(): void {
    pending = Math.max(0, pending - 1);
    if (pending === 0) show("saved");
  },
  failed(sentence?: string): void {
    pending = Math.max(0, pending - 1);
    show(navigator.onLine ? "failed" : "offline", sentence);
  },
};

export function startAutosave(): void {
  addEventListener("offline", () => show("offline"));
  addEventListener("online", () => show(pending > 0 ? "saving" : "saved"));
  addEventListener("beforeunload", (event) => {
    if (pending > 0) event.preventDefault();
  });
}
