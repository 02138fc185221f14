import { describe, expect, it } from 'vitest';
import { readMarkdown } from './markdown.ts';
import type { RichNode } from './node.ts';

/** The nodes as HTML that is easy to compare. */
function printed(nodes: readonly RichNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      const href = node.href === undefined ? '' : ` href=${node.href}`;
      const inside = printed(node.children);
      return inside === '' ? `<${node.tag}>` : `<${node.tag}${href}>${inside}</${node.tag}>`;
    })
    .join('');
}

describe('markdown', () => {
  it.each([
    ['plain text', '<p>plain text</p>'],
    ['one\ntwo\n\nthree', '<p>one<br>two</p><p>three</p>'],
    ['## Title ##', '<h2>Title</h2>'],
    [
      '**bold**, *it*, __b__, _i_, ~~no~~, `co*de*`',
      '<p><strong>bold</strong>, <em>it</em>, <strong>b</strong>, <em>i</em>, <s>no</s>, <code>co*de*</code></p>',
    ],
    ['**_both_**', '<p><strong><em>both</em></strong></p>'],
    ['snake_case_name, 2*3*4 and 2 * 3', '<p>snake_case_name, 2<em>3</em>4 and 2 * 3</p>'],
    ['\\*not\\* italic', '<p>*not* italic</p>'],
    ['[guide](https://example.org "t")', '<p><a href=https://example.org>guide</a></p>'],
    ['see https://example.org/a.', '<p>see <a href=https://example.org/a>https://example.org/a</a>.</p>'],
    ['[bad](javascript:alert(1))', '<p>bad)</p>'],
    ['<mailto:a@b.c>', '<p><a href=mailto:a@b.c>mailto:a@b.c</a></p>'],
    ['![logo](x.png) here', '<p>logo here</p>'],
    ['* one\n+ two\n- three', '<ul><li>one</li><li>two</li><li>three</li></ul>'],
    ['1. one\n2. two\n   more', '<ol><li>one</li><li>two<br>more</li></ol>'],
    ['- a\n  - b\n  - c\n- d', '<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>'],
    ['- a\n\n  b\n- c', '<ul><li><p>a</p><p>b</p></li><li>c</li></ul>'],
    ['> quoted\n> more', '<blockquote><p>quoted<br>more</p></blockquote>'],
    ['a\n\n---\nb', '<p>a</p><hr><p>b</p>'],
    ['```js\n<b>&\n```\nafter', '<pre><code><b>&</code></pre><p>after</p>'],
    [
      '| a | b |\n|---|:-:|\n| 1 | **2** |',
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td><strong>2</strong></td></tr></tbody></table>',
    ],
    ['<b>x</b> <script>y</script> 1 < 2', '<p>x y 1 < 2</p>'],
    ['', ''],
  ])('%j', (markdown, html) => expect(printed(readMarkdown(markdown))).toBe(html));

  it('ends for whatever is written', () => {
    const nasty = [
      '- '.repeat(500),
      '> '.repeat(500),
      '*'.repeat(3000),
      '['.repeat(2000),
      '`'.repeat(999),
      '_a'.repeat(999),
    ];
    for (const text of nasty) expect(readMarkdown(text).length).toBeGreaterThan(0);
  });
});
