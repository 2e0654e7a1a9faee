/** What the server wrote into the page for scripts: words, token, sprite. */

let words: Record<string, string> | undefined;

/** A word of the shell in the page's language; the key itself where the page carries none. */
export function word(key: string): string {
  words ??= JSON.parse(document.getElementById("headway-words")?.textContent ?? "{}") as Record<string, string>;
  return words[key] ?? key;
}

/** Content of a `<meta name=…>` of the page. */
export function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

export const csrfToken = (): string => meta("csrf-token");

/** Markup of an icon; `name` comes from our own code, never from data. */
export function icon(name: string): string {
  return `<svg class="icon" aria-hidden="true"><use href="${meta("sprite")}#icon-${name}"></use></svg>`;
}
