/** Element names of what Throughline puts into somebody else's page. */
export const BUTTON_TAG = 'throughline-button';
export const OVERLAY_TAG = 'throughline-overlay';
export const NOTICE_TAG = 'throughline-notice';
export const STAGES_TAG = 'throughline-stages';

/** Makes an element with attributes and children. Never markup: pages can forbid it, also for us. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * Makes a style sheet. Set as text and not appended: only then does Firefox know that it is ours, and lets it
 * pass where the page forbids inline styles.
 */
export function makeStyle(css: string): HTMLStyleElement {
  const style = document.createElement('style');
  style.textContent = css;
  return style;
}

/** What is printed is the page as the CRM made it. */
export const UNPRINTED_CSS = '@media print{:host{display:none!important}}';

/** Keys that are typed at an element of ours stay there: the page's own shortcuts do not hear them. */
export function keepKeys(element: HTMLElement, signal: AbortSignal): void {
  for (const type of ['keydown', 'keypress', 'keyup']) {
    element.addEventListener(type, (event) => event.stopPropagation(), { signal });
  }
}

/**
 * Hosts copy parts of their page; a copy of an element of ours is an empty one without a shadow root. Whether there is
 * any in the page, and the way to take them out.
 */
export interface Copies {
  exist(): boolean;
  remove(): void;
}

export function copiesOf(own: Element): Copies {
  const all = document.getElementsByTagName(own.localName);
  return {
    exist: () => all.length > (own.isConnected ? 1 : 0),
    remove() {
      for (const one of [...all]) if (one !== own) one.remove();
    },
  };
}

/** What an element lies in, also out of a shadow root. */
export function parentOf(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
