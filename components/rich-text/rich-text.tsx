import './rich-text.css';
import { type ComponentChild, h } from 'preact';
import { useMemo } from 'preact/hooks';
import { readHtml } from './html.ts';
import { readMarkdown } from './markdown.ts';
import type { RichNode } from './node.ts';

interface Props {
  text: string;
  form: 'markdown' | 'html';
}

/** Formatted text of an author. It is drawn from data, so nothing in it can become more than text. */
export function RichText({ text, form }: Props) {
  const nodes = useMemo(() => (form === 'html' ? readHtml(text) : readMarkdown(text)), [text, form]);
  const levels = headingLevels(nodes);
  return <div class="rich">{nodes.map((node, index) => draw(node, index, levels))}</div>;
}

function draw(node: RichNode, key: number, levels: readonly string[]): ComponentChild {
  if (typeof node === 'string') return node;
  const children = node.children.map((child, index) => draw(child, index, levels));
  if (node.tag === 'a')
    return (
      <a key={key} href={node.href ?? ''} target="_blank" rel="noreferrer noopener">
        {children}
      </a>
    );
  const level = levels.indexOf(node.tag);
  const tag = level === -1 ? node.tag : `h${Math.min(level + 2, 6)}`;
  return children.length === 0 ? h(tag, { key }) : h(tag, { key }, ...children);
}

/** The title of the page is the first heading; those of a text follow it without a gap. */
function headingLevels(nodes: readonly RichNode[]): string[] {
  const tags = nodes.flatMap((node): string[] => {
    if (typeof node === 'string') return [];
    return [...(/^h[1-6]$/.test(node.tag) ? [node.tag] : []), ...headingLevels(node.children)];
  });
  return [...new Set(tags)].sort();
}
