/** Small helpers around elements. All text goes through text nodes: nothing here reads HTML. */

type Attributes = Record<string, string | number | boolean | null>;

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children);
  return element;
}

/** Writes an attribute only where it differs; null takes it away. */
export function setAttribute(element: Element, name: string, value: string | number | boolean | null): void {
  if (value === null || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else {
    const text = value === true ? "" : String(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

/** A drawing of the icon set, from the text of its file (bundled, never fetched). */
export function icon(svg: string): SVGElement {
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const node = document.importNode(parsed, true) as unknown as SVGElement;
  node.setAttribute("class", "hwg-icon");
  node.setAttribute("aria-hidden", "true");
  return node;
}

let counter = 0;
export function uniqueId(prefix: string): string {
  return `${prefix}-${++counter}`;
}
