/** Which actions fit what was typed. Pure. */

export interface Named {
  label: string;
  keywords?: string;
}

const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Entries that hold every typed word, those that begin with it first; order is kept among equals. */
export function rank<T extends Named>(entries: readonly T[], query: string): T[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const scored = entries.map((entry) => {
    const label = fold(entry.label);
    const text = `${label} ${fold(entry.keywords ?? "")}`;
    const missing = words.some((one) => !text.includes(one));
    const begins = words.filter((one) => label.startsWith(one) || label.includes(` ${one}`)).length;
    return { entry, score: missing ? -1 : begins };
  });
  return scored.filter(({ score }) => score >= 0).sort((a, b) => b.score - a.score).map(({ entry }) => entry);
}
