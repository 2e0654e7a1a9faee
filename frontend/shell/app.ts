/** The shell of every page. Loaded first; islands are scripts of their own and find `window.headway` ready. */
import "./types";
import { startAppearance } from "./appearance";
import { autosave, startAutosave } from "./autosave";
import { startDrafts } from "./drafts";
import { startForms } from "./forms";
import { startFragments } from "./fragments";
import { startOverlays } from "./overlays";
import { csrfToken, icon } from "./page";
import { open, register as registerActions, startPalette } from "./palette";
import { startScrolling } from "./scrolling";
import { register as registerShortcuts, startShortcuts } from "./shortcuts";
import { announce, startToasts, toast } from "./toasts";

window.headway = {
  toast,
  announce,
  autosave,
  csrfToken,
  icon,
  shortcuts: { register: registerShortcuts },
  palette: { open, register: registerActions },
};

startFragments();
startAppearance();
startOverlays();
startToasts();
startAutosave();
startShortcuts();
startPalette();
startScrolling();
startForms();
startDrafts();
