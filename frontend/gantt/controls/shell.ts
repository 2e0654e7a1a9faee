import { isLetter, type Keymap, keyParts, shownKey } from "./keymap";
import type { View } from "../view";

/** The part of the page around that the element uses, where there is one. */
interface Shell {
  shortcuts: { register(shortcuts: { keys: string; label: string; group: string }[]): () => void };
  palette: { register(actions: { label: string; detail: string; run: () => void }[]): () => void };
}

/** Adds the keys of the plan to the shortcuts of the page, and what can be done to its palette; the answer takes both away. */
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
  // Moving about is done by keys that are already under the fingers.
  const offered = keymap.actions.filter(({ group, listed }) => group !== "move" && !listed).map((action) => {
    const keys = keyParts(shownKey(action), theme.rtl).join("+");
    return { label: t(action.label), detail: keys, run: action.run };
  });
  const ends = [shell.shortcuts.register(lines), shell.palette.register(offered)];
  return () => ends.forEach((end) => end());
}
