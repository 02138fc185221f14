import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { sites } from './index.ts';
import { isTickable } from './match.ts';
import type { SiteAdapter } from './schema.ts';

/** What Vite parses styles with: the selectors of a test's own document are taken for valid too easily. */
const { transform } = createRequire(import.meta.resolve('vite'))(
  'lightningcss',
) as typeof import('lightningcss');

/** Names that a build tool makes: they change with the host's next release. */
const HASHED =
  /\.(css|sc|jss|emotion|styled|makeStyles)-?[\w-]*\d|[._-][0-9a-f]{6,}\b|_(?=[A-Za-z]*\d|[a-z]*[A-Z])[A-Za-z0-9]{5}\b/;
/** Order says nothing about meaning. */
const POSITIONAL = /:nth-|:first-|:last-|:only-/;

/** Every selector of an adapter, of its records and of its lists. */
function selectorsOf({ records, lists }: SiteAdapter): string[] {
  const pages = [...records, ...lists].flatMap(({ active, anchors }) => [
    active,
    ...anchors.map(({ selector }) => selector),
  ]);
  const ofRecords = records.flatMap(({ title, stageBar = [], keepClear }) => [
    ...title,
    ...stageBar.map(({ selector }) => selector),
    ...keepClear,
  ]);
  const ofLists = lists
    .filter(isTickable)
    .flatMap((page) => [page.ticked, 'key' in page ? page.key.selector : page.link, ...page.title]);
  return [...new Set([...pages, ...ofRecords, ...ofLists])];
}

/** What is wrong with a selector; null: browsers take it. */
function faultOf(selector: string): string | null {
  try {
    document.querySelector(selector);
    let isNested = false;
    const { warnings } = transform({
      filename: 'selector.css',
      code: Buffer.from(`${selector}{color:red}`),
      visitor: {
        Selector(parts) {
          for (const part of parts)
            if (part.type === 'pseudo-class' && part.kind === 'has')
              isNested ||= JSON.stringify(part.selectors).includes('"kind":"has"');
        },
      },
    });
    return isNested ? ':has() inside of :has()' : (warnings[0]?.message ?? null);
  } catch (error) {
    return String(error);
  }
}

describe.each(sites.map((site) => [site.kind, site] as const))('the selectors of %s', (_, site) => {
  const selectors = selectorsOf(site);

  it.each(selectors)('are valid: %s', (selector) => {
    expect(faultOf(selector)).toBeNull();
  });

  it('use no class name with a hash and no position', () => {
    expect(selectors.filter((selector) => HASHED.test(selector) || POSITIONAL.test(selector))).toEqual([]);
  });
});

describe('the check for valid selectors', () => {
  it.each(['tr:has(td', 'a > > b', '.row:checkd', 'td[data-id', 'main:has(div:has(a))', 'a,'])(
    'finds fault with %s',
    (selector) => {
      expect(faultOf(selector)).not.toBeNull();
    },
  );
});

describe('the check for class names with a hash', () => {
  it.each(['.css-1abcd2e .title', '.Header_title__x8Kd2', '.sc-bdVaJa1', '.btn-3f9a2c', '._aBcDe .title'])(
    'finds one in %s',
    (selector) => {
      expect(HASHED.test(selector)).toBe(true);
    },
  );
});
