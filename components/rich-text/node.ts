/** Formatted text as plain data: whatever it was read from, only these elements can come out of it. */
export const TAGS = [
  ...['p', 'br', 'hr', 'strong', 'em', 'u', 's', 'code', 'pre', 'blockquote', 'sub', 'sup', 'small'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'a', 'div', 'span'],
] as const;
export type Tag = (typeof TAGS)[number];

export type RichNode = string | { tag: Tag; href?: string; children: RichNode[] };

/** An address that a link may lead to; null: it is shown as words only. */
export function safeHref(address: string): string | null {
  return /^(https?:\/\/|mailto:|tel:)/i.test(address.trim()) ? address.trim() : null;
}

/** The words of formatted text, without the form. */
export function wordsOf(nodes: readonly RichNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : wordsOf(node.children))).join('');
}
