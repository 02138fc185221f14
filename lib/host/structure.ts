/** A part of the page that the adapter looks for. */
export interface Sought {
  part: 'page' | 'button' | 'title' | 'stage-bar';
  selector: string;
}

/** What was found of a page: for whoever mends its adapter. */
export interface Structure {
  /** How many elements fit each selector, and how many of them can be seen; -1: it does not parse. */
  found: { part: Sought['part']; selector: string; count: number; visible: number }[];
  /** One line for each element, indented. */
  tree: string;
}

/**
 * How the page is built: elements, their classes, ids and the names of their attributes. No text and no value of the
 * page is in it: a name that has a word of either in it is masked too, and so are numbers, which can be ids.
 *
 * Runs in somebody else's page, where nothing but its own text comes along: everything it needs is in it.
 */
export function readStructure(sought: readonly Sought[]): Structure {
  const MOST_LINES = 500;
  const DEEPEST = 24;
  const MASK = '…';
  // Words of interfaces that say nothing of anybody, also where a button reads so.
  const plain =
    'action actions active bar board body btn button buttons card cell col column contact container content control dialog edit field footer form group head header icon input item label lead left list main menu modal more name nav next page panel previous record right row save section select show side status tab table title toolbar user view widget wrapper';
  const words = (text: string) =>
    text
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .toLowerCase()
      .match(/\p{L}{3,}/gu) ?? [];
  const known = new Set([...plain.split(' '), ...sought.flatMap(({ selector }) => words(selector))]);
  const secret = new Set<string>();
  const hide = (text: string | null | undefined) => {
    for (const word of words(text ?? '')) if (!known.has(word)) secret.add(word);
  };
  const isOpaque = (element: Element) => /^(?:script|style|svg|template|noscript)$/i.test(element.localName);

  const collect = (root: ParentNode) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) collect(element.shadowRoot);
      if (/^(?:script|style)$/i.test(element.localName)) continue;
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) hide(node.textContent);
      if ('value' in element && typeof element.value === 'string') hide(element.value);
      for (const { name, value } of element.attributes)
        if (name !== 'class' && name !== 'id' && name !== 'style') hide(value);
    }
  };
  collect(document);
  hide(document.title);
  try {
    hide(decodeURIComponent(location.pathname + location.search + location.hash));
  } catch {
    hide(location.href);
  }

  // A name is masked as a whole: what is left of it could be put together with the rest.
  const masked = (name: string) => {
    if (words(name).some((word) => [...secret].some((one) => word.includes(one)))) return MASK;
    return name.replace(/[\p{L}\p{N}]*\p{N}[\p{L}\p{N}]*/gu, '0');
  };
  const seen = new Map<string, string>();
  const mask = (name: string) => {
    const before = seen.get(name);
    if (before !== undefined) return before;
    const after = masked(name);
    seen.set(name, after);
    return after;
  };
  const all = (root: ParentNode, selector: string) => {
    try {
      return [...root.querySelectorAll(selector)];
    } catch {
      return null;
    }
  };

  const describe = (element: Element): string => {
    const attributes = [...element.attributes]
      .map(({ name }) => name)
      .filter((name) => name !== 'class' && name !== 'id' && name !== 'style');
    const hasText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
    );
    return [
      element.localName.includes('-') ? mask(element.localName) : element.localName,
      element.id && `#${mask(element.id)}`,
      ...[...element.classList].map((name) => `.${mask(name)}`),
      ...attributes.map((name) => `[${mask(name)}]`),
      hasText ? ' "…"' : '',
      element.checkVisibility() ? '' : ' (hidden)',
    ].join('');
  };
  const draw = (element: Element, depth: number): string[] => {
    const line = ' '.repeat(depth) + describe(element);
    if (isOpaque(element)) return [line];
    if (depth >= DEEPEST)
      return element.childElementCount > 0 ? [line, `${' '.repeat(depth + 1)}${MASK}`] : [line];
    const shadow = element.shadowRoot
      ? [`${' '.repeat(depth + 1)}(shadow root)`, ...drawAll(element.shadowRoot.children, depth + 2)]
      : [];
    return [line, ...shadow, ...drawAll(element.children, depth + 1)];
  };
  /** What follows upon its like is told once. */
  const drawAll = (elements: Iterable<Element>, depth: number): string[] => {
    const lines: string[] = [];
    let last = '';
    let times = 0;
    const close = () => {
      if (times > 1) lines.push(`${' '.repeat(depth)}× ${times}`);
    };
    for (const element of elements) {
      if (/^(?:script|style|link|meta)$/i.test(element.localName)) continue;
      const part = draw(element, depth);
      const text = part.join('\n');
      if (text === last) {
        times += 1;
        continue;
      }
      close();
      lines.push(...part);
      last = text;
      times = 1;
    }
    close();
    return lines;
  };
  const lines = document.body ? draw(document.body, 0) : [];
  const tree = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), MASK] : lines;
  return {
    found: sought.map(({ part, selector }) => {
      const elements = all(document, selector);
      const visible = elements?.filter((element) => element.checkVisibility()).length ?? 0;
      return { part, selector, count: elements?.length ?? -1, visible };
    }),
    tree: tree.join('\n'),
  };
}
