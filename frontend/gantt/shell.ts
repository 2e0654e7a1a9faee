import { everywhere, keyParts, type Keymap } from "./keymap";
import type { Translate } from "./messages";

/** The part of the page around that the element uses, where there is one. */
interface Shell {
  shortcuts: { register(shortcuts: { keys: string; label: string; group: string }[]): () => void };
}

/** Adds the keys of the plan to the list of shortcuts of the page; the answer takes them away again. */
export function listInShell(keymap: Keymap, t: Translate): () => void {
  const shell = (window as { headway?: Shell }).headway;
  if (!shell) return () => undefined;
  const lines = keymap.actions.map(({ keys, label, group }) => ({ keys: keyParts(everywhere(keys[0]!)).join("+"), label: t(label), group: t(`help.${group}`) }));
  return shell.shortcuts.register(lines);
}
