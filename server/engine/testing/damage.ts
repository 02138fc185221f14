/** Ways to damage a file: anywhere in its text, or in its tree, so that it stays well-formed. */
import fc from 'fast-check';

const TOKENS = [
  ...['<', '>', '"', '&', '&#0;', '&lt;', '${', '}', '{{', '=', 'true', 'userTask', 'InterestChosen'],
  ...[
    'throughline:',
    'throughline:kind',
    '__proto__',
    '<bpmn:',
    '/>',
    '\u0000',
    '😀',
    '-1',
    '\uFEFF',
    '\uD800',
  ],
];

/** Cut short, a piece twice, a piece gone, or something put in or instead. */
export function damaged(text: string): fc.Arbitrary<string> {
  const place = fc.nat(text.length);
  const once = fc.oneof(
    place.map((at) => (whole: string) => whole.slice(0, at)),
    fc.tuple(place, fc.nat(400)).map(
      ([at, size]) =>
        (whole: string) =>
          whole.slice(0, at + size) + whole.slice(at),
    ),
    fc.tuple(place, fc.nat(400)).map(
      ([at, size]) =>
        (whole: string) =>
          whole.slice(0, at) + whole.slice(at + size),
    ),
    fc.tuple(place, fc.nat(30), fc.constantFrom(...TOKENS)).map(
      ([at, size, token]) =>
        (whole: string) =>
          whole.slice(0, at) + token + whole.slice(at + size),
    ),
  );
  return fc
    .array(once, { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce((whole, change) => change(whole), text));
}

/** An element of a tree; text and comments have no tag. */
interface Node {
  tag: string | null;
  attributes: [name: string, value: string][];
  children: Node[];
  text: string;
}

/** What values become: those that something depends on, and those that nothing can be done with. */
const STRANGE = [
  ...['', ' ', '0', '-1', '99999999999999999999', 'true', 'false', '__proto__', 'constructor', 'ä'],
  ...[
    '${',
    '${a}',
    '${a.b.c}',
    '${list[0]}',
    '#{a}',
    '${true}',
    '${1/0}',
    'PT0S',
    'P1D',
    'R/PT1S',
    '* * * * *',
  ],
  ...['external', 'throughline:formula', 'throughline:', 'all', 'message', 'x'.repeat(5000)],
];

/** Elements and attributes dropped, doubled, swapped, nested, retagged; values changed for others of the file. */
export function mutated(xml: string): fc.Arbitrary<string> {
  const change = fc.record({
    how: fc.constantFrom('drop', 'double', 'swap', 'nest', 'retag', 'unset', 'set', 'exchange', 'rename'),
    one: fc.nat(10_000),
    other: fc.nat(10_000),
    value: fc.constantFrom(...STRANGE),
  });
  return fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
    const root = readTree(xml);
    for (const { how, one, other, value } of changes) apply(root, how, one, other, value);
    return write(root);
  });
}

function apply(root: Node, how: string, one: number, other: number, value: string): void {
  const places = placesIn(root);
  const first = places[one % places.length];
  const second = places[other % places.length];
  if (first === undefined || second === undefined) return;
  const at = first.parent.children.indexOf(first.node);
  const attribute = first.node.attributes[other % Math.max(1, first.node.attributes.length)];
  const source = second.node.attributes[one % Math.max(1, second.node.attributes.length)];
  if (how === 'drop') first.parent.children.splice(at, 1);
  if (how === 'double') first.parent.children.splice(at, 0, structuredClone(first.node));
  if (how === 'swap')
    [first.node.children, second.node.children] = [second.node.children, first.node.children];
  if (how === 'nest') second.node.children.push(structuredClone(first.node));
  if (how === 'retag') first.node.tag = second.node.tag;
  if (how === 'unset') first.node.attributes.splice(other % Math.max(1, first.node.attributes.length), 1);
  if (how === 'set' && attribute) attribute[1] = value;
  if (how === 'exchange' && attribute && source) [attribute[1], source[1]] = [source[1], attribute[1]];
  if (how === 'rename' && attribute && source) attribute[0] = source[0];
}

/** Every element with the one around it, but for the root. */
function placesIn(node: Node): { node: Node; parent: Node }[] {
  return node.children.flatMap((child) =>
    child.tag === null ? [] : [{ node: child, parent: node }, ...placesIn(child)],
  );
}

function readTree(xml: string): Node {
  const root: Node = { tag: null, attributes: [], children: [], text: '' };
  const open = [root];
  for (const [token] of xml.matchAll(/<!--[\s\S]*?-->|<[^>]*>|[^<]+/g)) {
    const around = open.at(-1) ?? root;
    if (!/^<[\w:]/.test(token)) {
      if (token.startsWith('</')) open.pop();
      else around.children.push({ tag: null, attributes: [], children: [], text: token });
      continue;
    }
    const node: Node = {
      tag: /^<([\w:.-]+)/.exec(token)?.[1] ?? null,
      attributes: [...token.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
      children: [],
      text: '',
    };
    around.children.push(node);
    if (!token.endsWith('/>')) open.push(node);
  }
  return root;
}

function write({ tag, attributes, children, text }: Node): string {
  const inside = children.map(write).join('');
  if (tag === null) return text + inside;
  const written = attributes.map(([name, value]) => ` ${name}="${value.replaceAll('<', '&lt;')}"`).join('');
  return `<${tag}${written}>${inside}</${tag}>`;
}
