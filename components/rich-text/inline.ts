/** Markdown within a line: bold, italics, struck, code, links, line breaks. */
import { type RichNode, safeHref } from './node.ts';

type Make = (match: RegExpExecArray) => RichNode[];

/** In this order: what stands earlier in the text wins, at the same place what stands earlier here. */
const RULES: readonly { pattern: RegExp; make: Make }[] = [
  { pattern: /\\([!-/:-@[-`{-~])/y, make: ([, sign = '']) => [sign] },
  {
    pattern: /(`+)([^`][\s\S]*?)\1(?!`)/y,
    make: ([, , code = '']) => [{ tag: 'code', children: [code.trim()] }],
  },
  {
    pattern: /<(https?:\/\/[^\s<>]+|mailto:[^\s<>]+)>/y,
    make: ([, address = '']) => link(address, [address]),
  },
  { pattern: /<br\s*\/?>|\n/iy, make: () => [{ tag: 'br', children: [] }] },
  // Mark-up of the text's own is left out, the words in it stay.
  { pattern: /<\/?[a-zA-Z][^<>]*>/y, make: () => [] },
  { pattern: /!\[([^\]\n]*)\]\([^)\n]*\)/y, make: ([, words = '']) => [words] },
  {
    pattern: /\[((?:[^\]\\\n]|\\.)+)\]\(\s*<?([^)\s>]*)>?[^)\n]*\)/y,
    make: ([, words = '', address = '']) => link(address, inline(words)),
  },
  {
    pattern: /(\*\*|__)(?=\S)([\s\S]*?\S)\1/y,
    make: ([, , words = '']) => [{ tag: 'strong', children: inline(words) }],
  },
  { pattern: /~~(?=\S)([\s\S]*?\S)~~/y, make: ([, words = '']) => [{ tag: 's', children: inline(words) }] },
  {
    pattern: /\*(?=[^\s*])([^*\n]*?[^\s*])\*/y,
    make: ([, words = '']) => [{ tag: 'em', children: inline(words) }],
  },
  {
    pattern: /(?<![\p{L}\p{N}])_(?=[^\s_])([^_\n]*?[^\s_])_(?![\p{L}\p{N}])/uy,
    make: ([, words = '']) => [{ tag: 'em', children: inline(words) }],
  },
  {
    pattern: /(?<![\p{L}\p{N}])https?:\/\/[^\s<>()]+[^\s<>().,;:!?'"]/uy,
    make: ([address]) => link(address, [address]),
  },
];

/** The nodes of one run of text. */
export function inline(text: string): RichNode[] {
  const nodes: RichNode[] = [];
  let words = '';
  const flush = () => {
    if (words !== '') nodes.push(words);
    words = '';
  };
  for (let at = 0; at < text.length; ) {
    const found = matchAt(text, at);
    if (found === null) {
      words += text[at];
      at += 1;
      continue;
    }
    if (typeof found.nodes[0] !== 'string' || found.nodes.length > 1) {
      flush();
      nodes.push(...found.nodes);
    } else {
      words += found.nodes[0];
    }
    at += found.length;
  }
  flush();
  return nodes;
}

function matchAt(text: string, at: number): { nodes: RichNode[]; length: number } | null {
  for (const { pattern, make } of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { nodes: make(match), length: match[0].length };
  }
  return null;
}

function link(address: string, children: RichNode[]): RichNode[] {
  const href = safeHref(address);
  return href === null ? children : [{ tag: 'a', href, children }];
}
