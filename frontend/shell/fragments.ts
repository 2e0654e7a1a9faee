/** htmx as this product uses it: no eval, no inheritance, our token on unsafe requests, refusals shown, focus kept. */
import htmx from "htmx.org";
import { autosave } from "./autosave";
import { settleDraft } from "./drafts";
import { wrongPlace } from "./forms";
import { csrfToken, meta, word } from "./page";
import { announce, toast } from "./toasts";

interface RequestDetail {
  elt: Element;
  target: HTMLElement;
  requestConfig: RequestConfig;
  xhr: XMLHttpRequest;
  shouldSwap: boolean;
}

interface RequestConfig {
  verb: string;
  headers: Record<string, string>;
}

/** Where the focus was inside the fragment that is about to be swapped away. */
interface Place {
  fragment: string;
  element: string;
}

const FOCUSABLE = "[autofocus], input:not([type=hidden]), select, textarea, button, a[href]";
let lostFocus: Place | undefined;

function configure(): void {
  Object.assign(htmx.config, {
    allowEval: false,
    allowScriptTags: false,
    includeIndicatorStyles: false,
    disableInheritance: true,
    // Pages of signed-in people are never kept by the browser.
    historyCacheSize: 0,
    refreshOnHistoryMiss: true,
    selfRequestsOnly: true,
    timeout: 30000,
    responseHandling: [
      { code: "204", swap: false },
      { code: "[23]..", swap: true },
      // A refusal, or a form with its errors, is the answer to show.
      { code: "(403|404|409|422|428)", swap: true, error: true },
      { code: "...", swap: false, error: true },
    ],
  });
}

/** Whole pages and JSON are no fragments: they are never pasted into one. */
function isFragment(xhr: XMLHttpRequest): boolean {
  const type = xhr.getResponseHeader("Content-Type") ?? "";
  return type.includes("text/html") && !/^\s*<!doctype/i.test(xhr.responseText);
}

function isSignIn({ responseURL }: XMLHttpRequest): boolean {
  return meta("login-path") !== "" && responseURL !== "" && new URL(responseURL).pathname === meta("login-path");
}

function beforeSwap({ detail }: CustomEvent<RequestDetail>): void {
  if (isSignIn(detail.xhr)) {
    // The session ended: reloading asks for sign-in and leads back here.
    detail.shouldSwap = false;
    location.reload();
    return;
  }
  detail.shouldSwap &&= isFragment(detail.xhr);
  const focused = document.activeElement;
  lostFocus = focused && detail.target.contains(focused) ? { fragment: detail.target.id, element: focused.id } : undefined;
}

/** Errors of a form take the focus; else what had it, its namesake, or the first control of the new fragment. */
function afterSettle({ detail }: CustomEvent<RequestDetail>): void {
  const place = lostFocus;
  lostFocus = undefined;
  const fragment = (place && document.getElementById(place.fragment)) ?? detail.elt;
  const errors = wrongPlace(fragment);
  if (errors) return errors.focus();
  if (!place || document.activeElement !== document.body) return;
  const next = document.getElementById(place.element) ?? fragment.querySelector<HTMLElement>(FOCUSABLE) ?? document.getElementById("main");
  next?.focus();
}

function sayError({ detail: { xhr } }: CustomEvent<RequestDetail>): void {
  const shown = [403, 404, 409, 422, 428].includes(xhr.status) && isFragment(xhr);
  if (!shown) toast({ text: sentenceOf(xhr), level: "error" });
}

function sentenceOf(xhr: XMLHttpRequest): string {
  if (!(xhr.getResponseHeader("Content-Type") ?? "").includes("json")) return word("error");
  try {
    const problem = JSON.parse(xhr.responseText) as { title?: string; detail?: string };
    return problem.detail ?? problem.title ?? word("error");
  } catch {
    return word("error");
  }
}

/** A form that htmx sent stays on its page. Where the token was old the page loads anew. */
function settle({ elt, xhr, requestConfig }: RequestDetail): void {
  const form = elt.closest("form");
  if (!form || requestConfig.verb === "get") return;
  if (xhr.getResponseHeader("HX-Refresh")) settleDraft(form, false);
  else if (xhr.status >= 200 && xhr.status < 300 && !isSignIn(xhr)) settleDraft(form, true);
}

function reportAutosave({ detail }: CustomEvent<RequestDetail>): void {
  if (!detail.elt.closest("[data-autosave]")) return;
  if (detail.xhr.status >= 200 && detail.xhr.status < 300) autosave.saved();
  else autosave.failed();
}

const sayUnreachable = (): void => toast({ text: word("unreachable"), level: "error" });

function on<Detail = RequestDetail>(name: string, act: (event: CustomEvent<Detail>) => void): void {
  document.addEventListener(name, (event) => act(event as CustomEvent<Detail>));
}

export function startFragments(): void {
  configure();
  on<RequestConfig>("htmx:configRequest", ({ detail }) => {
    if (detail.verb !== "get") detail.headers["X-CSRFToken"] = csrfToken();
  });
  on("htmx:beforeRequest", ({ detail }) => {
    if (detail.elt.closest("[data-autosave]")) autosave.saving();
  });
  on("htmx:afterRequest", reportAutosave);
  on("htmx:beforeOnLoad", ({ detail }) => settle(detail));
  on("htmx:beforeSwap", beforeSwap);
  on("htmx:afterSettle", afterSettle);
  on("htmx:responseError", sayError);
  on("htmx:sendError", sayUnreachable);
  on("htmx:timeout", sayUnreachable);
  on("htmx:load", (event) => {
    const said = (event.target as Element).closest<HTMLElement>("[data-announce]")?.dataset["announce"];
    if (said) announce(said);
  });
}
