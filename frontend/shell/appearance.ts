/** Theme and density: shown by attributes of the root element, remembered in cookies that the server reads. */

const YEAR = 365 * 24 * 3600;
const PLAIN = { theme: "system", density: "comfortable" } as const;
const ATTRIBUTE = { theme: "data-bs-theme", density: "data-density" } as const;
type Choice = keyof typeof PLAIN;

function current(choice: Choice): string {
  return document.documentElement.getAttribute(ATTRIBUTE[choice]) ?? PLAIN[choice];
}

function choose(choice: Choice, value: string): void {
  const plain = value === PLAIN[choice];
  document.documentElement.toggleAttribute(ATTRIBUTE[choice], !plain);
  if (!plain) document.documentElement.setAttribute(ATTRIBUTE[choice], value);
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `headway_${choice}=${value}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
  // Islands that draw on a canvas read their colours again.
  document.dispatchEvent(new CustomEvent("headway:appearance"));
}

export function startAppearance(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[data-appearance]")) {
    const choice = input.dataset["appearance"] as Choice;
    input.checked = input.value === current(choice);
    input.addEventListener("change", () => choose(choice, input.value));
  }
  matchMedia("(prefers-color-scheme: dark)")
    .addEventListener("change", () => document.dispatchEvent(new CustomEvent("headway:appearance")));
}
