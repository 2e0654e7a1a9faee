/** What the shell offers to every page and island: `window.headway`. Ready before any later module script runs. */

export type ToastLevel = "info" | "success" | "warning" | "error";

export interface Toast {
  text: string;
  level?: ToastLevel;
  /** Shown as an Undo button: an address to POST to, or a function. */
  undo?: string | (() => void);
}

export interface Shortcut {
  /** "?", "g p" (one after the other), "Ctrl+K" (Ctrl or Cmd), "Alt+ArrowLeft". */
  keys: string;
  label: string;
  /** Heading in the list of shortcuts; "Everywhere" without one. */
  group?: string;
  /** Without it the shortcut is listed only: the element binds the keys itself. */
  run?: () => void;
}

export interface PaletteAction {
  label: string;
  /** An address to open or something to do. */
  run: string | (() => void);
  detail?: string;
  /** More words to find it by. */
  keywords?: string;
}

export interface Headway {
  toast(toast: Toast): void;
  /** Says a sentence to screen readers. */
  announce(sentence: string): void;
  shortcuts: {
    /** Binds and lists shortcuts; the answer takes them away again. */
    register(shortcuts: Shortcut[]): () => void;
  };
  palette: {
    open(): void;
    register(actions: PaletteAction[]): () => void;
  };
  autosave: {
    saving(): void;
    saved(): void;
    failed(sentence?: string): void;
  };
  /** Token to send as X-CSRFToken with every unsafe request. */
  csrfToken(): string;
  /** Markup of an icon of the sprite. */
  icon(name: string): string;
}

declare global {
  interface Window {
    headway: Headway;
  }
}
