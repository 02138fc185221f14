/** Markdown as authors of forms write it: headings, paragraphs, lists, quotes, code, tables, rules. */
import { inline } from './inline.ts';
import type { RichNode, Tag } from './node.ts';

/** Lists and quotes in each other deeper than that are shown as text. */
const MAX_DEPTH = 8;

/**
 * The nodes of a text.
 *
 * ```ts
 * readMarkdown('**Ask** first') // [{ tag: 'p', children: [{ tag: 'strong', children: ['Ask'] }, ' first'] }]
 * ```
 */
export function readMarkdown(text: string): RichNode[] {
  return blocks(text.replaceAll('\r\n', '\n').replaceAll('\t', '    ').split('\n'), 0);
}

interface Block {
  nodes: RichNode[];
  /** How many lines it takes. */
  lines: number;
}

type BlockReader = (lines: readonly string[], depth: number) => Block | null;

const READERS: readonly BlockReader[] = [fence, heading, rule, quote, list, table, paragraph];

function blocks(lines: readonly string[], depth: number): RichNode[] {
  const nodes: RichNode[] = [];
  for (let at = 0; at < lines.length; ) {
    if (lines[at]?.trim() === '') {
      at += 1;
      continue;
    }
    const rest = lines.slice(at);
    const readers = depth < MAX_DEPTH ? READERS : [paragraph];
    const block = readers.map((read) => read(rest, depth)).find((found) => found !== null);
    nodes.push(...(block?.nodes ?? []));
    at += Math.max(1, block?.lines ?? 1);
  }
  return nodes;
}

function fence([first = '', ...rest]: readonly string[]): Block | null {
  const mark = /^ {0,3}(```+|~~~+)/.exec(first)?.[1];
  if (mark === undefined) return null;
  const end = rest.findIndex((line) => line.trim().startsWith(mark));
  const code = end === -1 ? rest : rest.slice(0, end);
  return {
    nodes: [{ tag: 'pre', children: [{ tag: 'code', children: [code.join('\n')] }] }],
    lines: code.length + (end === -1 ? 1 : 2),
  };
}

function heading([first = '']: readonly string[]): Block | null {
  const match = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(first);
  if (!match) return null;
  const tag = `h${match[1]?.length ?? 1}` as Tag;
  return { nodes: [{ tag, children: inline(match[2] ?? '') }], lines: 1 };
}

function rule([first = '']: readonly string[]): Block | null {
  return /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/.test(first)
    ? { nodes: [{ tag: 'hr', children: [] }], lines: 1 }
    : null;
}

function quote(lines: readonly string[], depth: number): Block | null {
  const count = taken(lines, (line) => /^ {0,3}>/.test(line));
  if (count === 0) return null;
  const inside = lines.slice(0, count).map((line) => line.replace(/^ {0,3}> ?/, ''));
  return { nodes: [{ tag: 'blockquote', children: blocks(inside, depth + 1) }], lines: count };
}

const BULLET = /^( {0,3})(?:([-*+])|(\d{1,9})[.)])( +|$)/;

function list(lines: readonly string[], depth: number): Block | null {
  const first = BULLET.exec(lines[0] ?? '');
  if (!first) return null;
  const ordered = first[3] !== undefined;
  const items: string[][] = [];
  let indent = 0;
  let count = 0;
  for (const line of lines) {
    const bullet = BULLET.exec(line);
    const isNext =
      bullet !== null && (bullet[3] !== undefined) === ordered && leading(line) < Math.max(indent, 2);
    if (isNext) {
      indent = bullet[0].length;
      items.push([line.slice(indent)]);
    } else if (line.trim() === '') {
      const next = lines[count + 1] ?? '';
      if (leading(next) < 2 && !BULLET.test(next)) break;
      items.at(-1)?.push('');
    } else if (leading(line) >= 2) {
      items.at(-1)?.push(line.slice(Math.min(leading(line), indent)));
    } else {
      break;
    }
    count += 1;
  }
  const children = items.map((item): RichNode => ({ tag: 'li', children: itemNodes(item, depth + 1) }));
  return { nodes: [{ tag: ordered ? 'ol' : 'ul', children }], lines: count };
}

/** An item of one paragraph has its words directly. */
function itemNodes(lines: readonly string[], depth: number): RichNode[] {
  const nodes = blocks(lines, depth);
  const [first, ...more] = nodes;
  const isPlain = typeof first === 'object' && first.tag === 'p' && more.every((node) => isList(node));
  return isPlain ? [...first.children, ...more] : nodes;
}

function isList(node: RichNode): boolean {
  return typeof node === 'object' && (node.tag === 'ul' || node.tag === 'ol');
}

function table(lines: readonly string[]): Block | null {
  const [head = '', line = '', ...rest] = lines;
  if (!head.includes('|') || !/^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(line) || !line.includes('|'))
    return null;
  const count = taken(rest, (row) => row.includes('|'));
  const cells = (row: string, tag: 'th' | 'td'): RichNode => ({
    tag: 'tr',
    children: row
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => ({ tag, children: inline(cell.trim()) })),
  });
  const body = rest.slice(0, count).map((row) => cells(row, 'td'));
  return {
    nodes: [
      {
        tag: 'table',
        children: [
          { tag: 'thead', children: [cells(head, 'th')] },
          { tag: 'tbody', children: body },
        ],
      },
    ],
    lines: count + 2,
  };
}

function paragraph(lines: readonly string[]): Block {
  const starts = (line: string) =>
    /^ {0,3}(#{1,6}\s|>|```|~~~)/.test(line) || BULLET.test(line) || rule([line]) !== null;
  const more = taken(lines.slice(1), (line) => line.trim() !== '' && !starts(line));
  const words = lines.slice(0, more + 1).map((line) => line.trim());
  return { nodes: [{ tag: 'p', children: inline(words.join('\n')) }], lines: more + 1 };
}

function taken(lines: readonly string[], belongs: (line: string) => boolean): number {
  const end = lines.findIndex((line) => !belongs(line));
  return end === -1 ? lines.length : end;
}

const leading = (line: string): number => line.length - line.trimStart().length;
