import english from "../messages.en.json";

export type MessageKey = keyof typeof english;
type Plural = Partial<Record<Intl.LDMLPluralRule, string>>;
type Entry = string | Plural;
export type Translate = (key: MessageKey, values?: Record<string, string | number>) => string;

/**
 * The words of the page: English, overlaid by the JSON in `#hw-gantt-messages` when the page has one.
 * Placeholders are named; an entry that counts is an object by plural form and reads `{count}`.
 */
export function translator(language: string, translated: Record<string, Entry> = {}): Translate {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  return (key, values = {}) => {
    // A key may be built from a word of the API that this page does not know yet: show the word.
    const entry: Entry = translated[key] ?? english[key] ?? key.slice(key.lastIndexOf(".") + 1);
    const form = typeof entry === "string" ? entry : entry[plural.select(Number(values["count"]))] ?? entry.other ?? "";
    return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? number.format(value) : value;
    });
  };
}

export function pageMessages(): Record<string, Entry> {
  const script = document.getElementById("hw-gantt-messages");
  return script?.textContent ? (JSON.parse(script.textContent) as Record<string, Entry>) : {};
}
