/** The nodes that this page made itself. The hostile pages treat all others as foreign. */
export const own = new WeakSet();

/**
 * Makes an element.
 *
 * @example
 * h('button', { type: 'button', onclick: save, class: 'primary' }, 'Save');
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  own.add(element);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === 'function') element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Looks an element up that must be there. */
export function part(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`Expected ${selector} in the page, got nothing.`);
  return found;
}

/** True for nodes that somebody else put into this page. */
export function isForeign(node) {
  if (!(node instanceof Element) || own.has(node)) return false;
  if (node.closest('head') || node.localName === 'body' || node.id === 'app') return false;
  return !node.closest('svg');
}
