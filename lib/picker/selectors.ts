/**
 * Selectors for an element that a person has pointed at, best first. They name what the page's authors named: attributes
 * for tests and data, names, ids, roles; then elements and classes. Never a place in a row, never a text.
 */
import { isStableName } from './stable-name.ts';

const MOST = 6;
const ENOUGH = 4;
const LIMIT = 300;
/** More elements above than this say nothing of the one that was pointed at. */
const MOST_ABOVE = 12;

/** One way to name an element by itself. `basis` is what it stands on: two of the same basis fail together. */
interface Name {
  css: string;
  basis: string;
  worth: number;
}

const TEST_ATTRIBUTES = /^data-(?:test|testid|test-id|cy|qa|automation-id|e2e)/;
/** Attributes that say what an element is for, in no language. */
const PLAIN_ATTRIBUTES = ['name', 'itemprop', 'slot', 'part', 'rel', 'for', 'formcontrolname'];
const NO_VALUES =
  /^data-(?:reactid|react-\w+|v-|id$|key$|index$|value$|state$|href$|url$|title$|original-title$|turbo-\w+)/;
const LANDMARKS = [
  'MAIN',
  'HEADER',
  'NAV',
  'FORM',
  'H1',
  'H2',
  'H3',
  'ARTICLE',
  'ASIDE',
  'FOOTER',
  'TABLE',
  'DIALOG',
];

/**
 * The selectors by which `element` is the first visible one inside `root`, which is how adapters read them.
 *
 * ```ts
 * selectorsFor(title, document.body) // ['[data-field="name"]', '#content h1', …]
 * ```
 */
export function selectorsFor(element: Element, root: ParentNode): string[] {
  const found = new Map<string, { css: string; worth: number }>();
  const offer = ({ css, basis, worth }: Name) => {
    if (css.length > LIMIT || firstVisible(root, css) !== element) return;
    const known = found.get(basis);
    if (!known || known.worth < worth) found.set(basis, { css, worth });
  };
  const own = namesOf(element);
  for (const name of own) offer(name);
  ancestorsOf(element, root).forEach((above, distance) => {
    for (const outer of namesOf(above)) {
      if (outer.worth < 30) continue;
      for (const name of [...own, tagOf(element)])
        offer({
          css: `${outer.css} ${name.css}`,
          basis: `${outer.basis} ${name.basis}`,
          worth: Math.min(outer.worth, name.worth + 30) - 8 - distance,
        });
    }
  });
  return spread([...found.entries()].map(([basis, { css, worth }]) => ({ css, basis, worth })));
}

/** Of the selectors, those by which an element is visible here too: on the page of another record. */
export function stillThere(selectors: readonly string[], root: ParentNode): string[] {
  return selectors.filter((css) => firstVisible(root, css) !== null);
}

/** The first that a person sees of all that a selector finds; null: none. */
export function firstVisible(root: ParentNode, css: string): Element | null {
  for (const element of root.querySelectorAll(css)) if (element.checkVisibility()) return element;
  return null;
}

/** What the first of the selectors finds that finds anything; null: none does. */
export function firstOf(selectors: readonly string[], root: ParentNode): Element | null {
  for (const css of selectors) {
    const found = firstVisible(root, css);
    if (found) return found;
  }
  return null;
}

/** True for a selector that stands on a class: with a release of the CRM it can be another one. */
export const isOfClass = (css: string): boolean => /(?<!\\)\./.test(css.replace(/\[[^\]]*\]/g, ''));

/** The first of the selectors; if all these stand on classes, the last place is that of the first one that does not. */
export function bestOf(selectors: readonly string[], most: number): string[] {
  const best = selectors.slice(0, most);
  const other = best.every(isOfClass) ? selectors.find((css) => !isOfClass(css)) : undefined;
  return other === undefined ? best : [...best.slice(0, most - 1), other];
}

/** What one element is called, without what is around it. */
export function namesOf(element: Element): Name[] {
  const names: Name[] = [];
  const tag = element.localName;
  for (const { name, value } of element.attributes) {
    if (TEST_ATTRIBUTES.test(name) && isStableName(value)) {
      names.push({ css: attribute(name, value), basis: name, worth: 100 });
    } else if (name.startsWith('data-') && !NO_VALUES.test(name) && isStableName(name.slice(5))) {
      if (isStableName(value)) names.push({ css: attribute(name, value), basis: name, worth: 90 });
      // What it says is of this record; that it says something is not.
      else names.push({ css: `${tag}[${name}]`, basis: name, worth: 70 });
    } else if (PLAIN_ATTRIBUTES.includes(name) && isStableName(value)) {
      names.push({ css: tag + attribute(name, value), basis: name, worth: 85 });
    } else if (name === 'role' && /^[a-z]+$/.test(value)) {
      names.push({ css: attribute(name, value), basis: name, worth: 55 });
    } else if (name === 'aria-controls' && isStableName(value) && !/\d/.test(value)) {
      names.push({ css: attribute(name, value), basis: name, worth: 60 });
    }
  }
  if (isStableName(element.id) && !/\d/.test(element.id)) {
    names.push({ css: `#${CSS.escape(element.id)}`, basis: 'id', worth: 80 });
  }
  // Elements that a component library or the CRM itself has named.
  if (tag.includes('-')) names.push({ css: tag, basis: `tag:${tag}`, worth: 65 });
  const classes = [...element.classList].filter(isStableName);
  for (const one of classes) {
    names.push({ css: `${tag}.${CSS.escape(one)}`, basis: `class:${one}`, worth: 45 });
  }
  if (classes.length > 1) {
    const all = classes.slice(0, 3).map((one) => `.${CSS.escape(one)}`);
    names.push({ css: tag + all.join(''), basis: 'classes', worth: 40 });
  }
  if (LANDMARKS.includes(element.tagName)) names.push(tagOf(element));
  return names;
}

const tagOf = ({ localName }: Element): Name => ({ css: localName, basis: 'tag', worth: 35 });

/** Values that are offered have no character that would need an escape. */
const attribute = (name: string, value: string) => `[${name}="${value}"]`;

function ancestorsOf(element: Element, root: ParentNode): Element[] {
  const above: Element[] = [];
  for (let one = element.parentElement; one && one !== root; one = one.parentElement) above.push(one);
  return above.filter(({ tagName }) => tagName !== 'BODY' && tagName !== 'HTML').slice(0, MOST_ABOVE);
}

/**
 * The best ones, and those that hold where they do not: as long as all that are chosen stand on one name, the best of those
 * that can do without it is taken too. So it is with classes: one release can rename them all.
 */
function spread(names: Name[]): string[] {
  const best = names.toSorted((one, other) => other.worth - one.worth || one.css.length - other.css.length);
  const chosen = new Set<Name>(best.slice(0, 1));
  const needed = (): string[] => {
    const [first, ...others] = [...chosen].map(({ basis }) => basis.split(' '));
    return (first ?? []).filter((part) => part !== 'tag' && others.every((parts) => parts.includes(part)));
  };
  for (let parts = needed(); parts.length > 0 && chosen.size < MOST; ) {
    const other = best.find(({ basis }) => !parts.every((part) => basis.split(' ').includes(part)));
    if (!other) break;
    chosen.add(other);
    parts = needed();
  }
  if ([...chosen].every(({ css }) => isOfClass(css))) {
    const other = best.find(({ css }) => !isOfClass(css));
    if (other) chosen.add(other);
  }
  for (const name of best) if (chosen.size < ENOUGH) chosen.add(name);
  return best.filter((name) => chosen.has(name)).map(({ css }) => css);
}
