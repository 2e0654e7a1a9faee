import { isLetter, type Keymap, keyParts, shownKey } from "./keymap";
import type { View } from "../view";

/** The part of the page around that the element uses, where there is one. */
interface Shell {
  shortcuts: { register(shortcuts: { keys: string; label: string; group: string }[]): () => void };
}

/** Adds the keys of the plan to the list of shortcuts of the page; the answer takes them away again. */
export function listInShell(keymap: Keymap, { t, theme }: View): () => void {
  const shell = (window as { headway?: Shell }).headway;
  if (!shell) return () => undefined;
  const lines = keymap.actions.map((action) => {
    const key = shownKey(action);
    const label = t(action.label);
    return {
      keys: keyParts(key, theme.rtl).join("+"),
      label: isLetter(key) ? t("help.row", { label }) : label,
      group: t(`help.${action.group}`),
    };
  });
  return shell.shortcuts.register(lines);
}
