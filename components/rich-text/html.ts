/** HTML that an author wrote, read in a document that runs nothing: mark-up for text stays, all else is left out. */
import { type RichNode, safeHref, TAGS, type Tag } from './node.ts';

/** Their content is no text either. */
const DROPPED = [
  'script',
  'style',
  'template',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'noscript',
  'head',
];
const SAME: Record<string, Tag> = {
  b: 'strong',
  i: 'em',
  del: 's',
  strike: 's',
  section: 'div',
  article: 'div',
};
const MAX_DEPTH = 50;

/** The nodes of an HTML text. */
export function readHtml(html: string): RichNode[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return nodesOf(body, 0);
}

function nodesOf(parent: Node, depth: number): RichNode[] {
  if (depth > MAX_DEPTH) return [parent.textContent ?? ''];
  return [...parent.childNodes].flatMap((node): RichNode[] => {
    if (node.nodeType === 3) return [node.textContent ?? ''];
    if (node.nodeType !== 1) return [];
    const element = node as Element;
    const name = element.localName;
    if (DROPPED.includes(name)) return [];
    const children = nodesOf(element, depth + 1);
    const tag = SAME[name] ?? TAGS.find((known) => known === name);
    if (tag === undefined) return children;
    if (tag !== 'a') return [{ tag, children }];
    const href = safeHref(element.getAttribute('href') ?? '');
    return href === null ? children : [{ tag, href, children }];
  });
}
