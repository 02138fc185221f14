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
  // Shorter ones that begin a sentence or are a size, and so are no names.
  const short = 'an as at by do go id if in is it lg md me my no of ok on or sm so to up us we xl xs';
  const words = (text: string) =>
    text
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .toLowerCase()
      .match(/\p{L}{2,}/gu) ?? [];
  const known = new Set(
    `${plain} ${short} ${sought.flatMap(({ selector }) => words(selector)).join(' ')}`.split(' '),
  );
  // As names of classes and addresses have them: Müller is muller or mueller there.
  const stripped = (text: string) =>
    text
      .replace(/[øłđæß]/gi, (sign) => ({ ø: 'o', ł: 'l', đ: 'd', æ: 'ae' })[sign.toLowerCase()] ?? 'ss')
      .normalize('NFD')
      .replace(/\p{M}/gu, '');
  const spelled = (text: string) =>
    text.replace(/[äöüøå]/gi, (sign) => ({ ä: 'ae', å: 'aa', ü: 'ue' })[sign.toLowerCase()] ?? 'oe');
  const secret = new Set<string>();
  /** Of two letters: said with a capital. */
  const shortSecret = new Set<string>();
  const hide = (text: string | null | undefined) => {
    for (const said of [stripped(text ?? ''), stripped(spelled(text ?? ''))]) {
      for (const word of words(said)) if (word.length > 2 && !known.has(word)) secret.add(word);
      for (const [word] of said.matchAll(/(?<!\p{L})\p{Lu}\p{L}(?!\p{L})/gu))
        if (!known.has(word.toLowerCase())) shortSecret.add(word.toLowerCase());
    }
  };
  // A form answers with its field where one is called as what it is asked for, the document with its form.
  const of = <Thing extends Element | Document, Key extends keyof Thing>(
    thing: Thing,
    key: Key,
  ): Thing[Key] => Reflect.get(Object.getPrototypeOf(thing), key, thing);
  const nameOf = (element: Element) => of(element, 'localName');
  const attributesOf = (element: Element) => [...of(element, 'attributes')];
  const isSeen = (element: Element) => of(element, 'checkVisibility').call(element);
  const textsOf = (element: Element) =>
    [...of(element, 'childNodes')].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
  const isOpaque = (element: Element) => /^(?:script|style|svg|template|noscript)$/i.test(nameOf(element));

  const collect = (root: ParentNode) => {
    for (const element of root.querySelectorAll('*')) {
      const inside = of(element, 'shadowRoot');
      if (inside) collect(inside);
      if (/^(?:script|style)$/i.test(nameOf(element))) continue;
      for (const { textContent } of textsOf(element)) hide(textContent);
      const typed: unknown = of(element as HTMLInputElement, 'value');
      if (typeof typed === 'string') hide(typed);
      for (const { name, value } of attributesOf(element))
        if (name !== 'class' && name !== 'id' && name !== 'style') hide(value);
    }
  };
  collect(document);
  hide(of(document, 'title'));
  try {
    hide(decodeURIComponent(location.pathname + location.search + location.hash));
  } catch {
    hide(location.href);
  }

  // A name is masked as a whole: what is left of it could be put together with the rest.
  const masked = (name: string) => {
    // Authors of interfaces name them in ASCII; anything else is of what they hold.
    if (/[^ -~]/.test(name)) return MASK;
    const parts = words(name);
    if (parts.some((word) => shortSecret.has(word) || [...secret].some((one) => word.includes(one))))
      return MASK;
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
    const attributes = attributesOf(element);
    const said = (name: string) => attributes.find((one) => one.name === name)?.value ?? '';
    const others = attributes.filter(({ name }) => name !== 'class' && name !== 'id' && name !== 'style');
    const tag = nameOf(element);
    const isOwn = tag.includes('-') || element instanceof HTMLUnknownElement;
    return [
      isOwn ? mask(tag) : tag,
      said('id') && `#${mask(said('id'))}`,
      ...(said('class').match(/\S+/g) ?? []).map((name) => `.${mask(name)}`),
      ...others.map(({ name }) => `[${mask(name)}]`),
      textsOf(element).some(({ textContent }) => textContent?.trim()) ? ' "…"' : '',
      isSeen(element) ? '' : ' (hidden)',
    ].join('');
  };
  const draw = (element: Element, depth: number): string[] => {
    const line = ' '.repeat(depth) + describe(element);
    if (isOpaque(element)) return [line];
    const children = of(element, 'children');
    if (depth >= DEEPEST) return children.length > 0 ? [line, `${' '.repeat(depth + 1)}${MASK}`] : [line];
    const inside = of(element, 'shadowRoot');
    const shadow = inside
      ? [`${' '.repeat(depth + 1)}(shadow root)`, ...drawAll(inside.children, depth + 2)]
      : [];
    return [line, ...shadow, ...drawAll(children, depth + 1)];
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
      if (/^(?:script|style|link|meta)$/i.test(nameOf(element))) continue;
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
      const visible = elements?.filter(isSeen).length ?? 0;
      return { part, selector, count: elements?.length ?? -1, visible };
    }),
    tree: tree.join('\n'),
  };
}
