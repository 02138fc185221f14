import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { bestOf, firstVisible, isOfClass, selectorsFor, stillThere } from './selectors.ts';

beforeEach(() => document.body.replaceChildren());

function pick(html: string): { element: Element; found: string[] } {
  document.body.innerHTML = html;
  const element = document.querySelector('[data-v-target]');
  if (!element) throw new Error('Expected a target in the page');
  return { element, found: selectorsFor(element, document.body) };
}

describe('the selectors of an element', () => {
  it('begin with what its authors named for tests and data', () => {
    const { found } = pick(
      '<main id="content"><h1 data-v-target data-testid="record-title" class="css-1x2y title">A</h1></main>',
    );
    expect(found[0]).toBe('[data-testid="record-title"]');
    expect(found.length).toBeGreaterThan(2);
    expect(found.join()).not.toContain('css-1x2y');
  });

  it('name an attribute without its value where that is of the record', () => {
    const { found } = pick(
      '<main><div data-v-target data-record-title="7f3a9c1b2d">A</div><div>B</div></main>',
    );
    expect(found[0]).toBe('div[data-record-title]');
  });

  it('take the words around it where it has none of its own', () => {
    const { found } = pick(
      '<div id="sidebar"><h3>Queries</h3></div><div id="content"><div class="subject"><div><h3 data-v-target>Door</h3></div></div></div>',
    );
    expect(found).toContain('#content h3');
    expect(found).toContain('div.subject h3');
  });

  it('are none where nothing tells it from those before it', () => {
    expect(pick('<div><p>A</p><p data-v-target>B</p></div>').found).toEqual([]);
  });

  it('never find what is hidden before it', () => {
    const { found, element } = pick('<h1 hidden style="display: none">Old</h1><h1 data-v-target>New</h1>');
    for (const css of found) expect(firstVisible(document, css)).toBe(element);
  });

  it('of one record are tried on the page of the next', () => {
    const { found } = pick('<main id="lead"><h1 data-v-target class="name">A</h1></main>');
    document.body.innerHTML = '<section><h1 class="name">B</h1></section>';
    const left = stillThere(found, document);
    expect(left).not.toEqual([]);
    expect(left.join()).not.toContain('#lead');
  });
});

describe('a page that is built anew', () => {
  const hash = fc.stringMatching(/^[a-z]\d[a-z]\d[a-z]\d$/).map((text) => `css-${text}`);
  const word = fc.constantFrom('title', 'toolbar', 'record', 'header', 'name', 'panel', 'content', 'subject');
  const named = fc.record({
    tag: fc.constantFrom('div', 'span', 'section'),
    word,
    way: fc.constantFrom('id', 'class', 'data-field', 'data-testid'),
  });

  it('with other hashed classes, other elements before it and other texts has the element under one of its selectors', () => {
    fc.assert(
      fc.property(
        fc.array(named, { minLength: 1, maxLength: 4 }),
        hash,
        hash,
        fc.nat(3),
        (levels, before, after, more) => {
          const build = (made: string, count: number) => {
            const open = levels.map(
              ({ tag, word: name, way }) =>
                `<${tag} ${way === 'class' ? `class="${made} ${name}"` : `class="${made}" ${way}="${name}"`}>`,
            );
            const close = levels.map(({ tag }) => `</${tag}>`).reverse();
            return `${`<p class="${made}">x</p>`.repeat(count)}${open.join('')}<h2 data-v-target class="${made}">${count}</h2>${close.join('')}`;
          };
          const { found } = pick(build(before, 0));
          expect(found.length).toBeGreaterThan(0);
          expect(found.join()).not.toContain(before);
          document.body.innerHTML = build(after, more);
          const target = document.querySelector('[data-v-target]');
          for (const css of found) expect(firstVisible(document, css)).toBe(target);
        },
      ),
    );
  });

  it('without one of its names is found by another, where there was another', () => {
    const html =
      '<main id="content"><div class="record-head"><h1 data-v-target data-field="name" class="title">A</h1></div></main>';
    const { found } = pick(html);
    for (const gone of ['id="content"', 'class="record-head"', 'data-field="name"', 'class="title"']) {
      document.body.innerHTML = html.replace(gone, '');
      const target = document.querySelector('[data-v-target]');
      expect(stillThere(found, document)[0], gone).toBeDefined();
      expect(found.map((css) => firstVisible(document, css)).find(Boolean), gone).toBe(target);
    }
  });
});

describe('the classes of a page', () => {
  it('are not all that an element is known by, where something else tells it', () => {
    const { found } = pick(
      '<h1 class="app">Acme</h1><main class="wrap"><section class="head"><h1 data-v-target class="name">A</h1></section></main>',
    );
    expect(found[0]).toBe('h1.name');
    expect(found.filter((css) => !isOfClass(css))).toEqual(['main h1']);
  });

  it('are told from what else has a dot in it', () => {
    expect(['h1.name', 'main div.tools', '[data-a="b.c"] .tools'].map(isOfClass)).toEqual([true, true, true]);
    expect(['h1', '#lead\\.name h1', '[data-model="crm.lead"] h1'].map(isOfClass)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('leave a place among the best ones for one that does without', () => {
    expect(bestOf(['h1.a', 'h1.b', 'h1.c', 'h1', 'main h1'], 2)).toEqual(['h1.a', 'h1']);
    expect(bestOf(['h1.a', 'h1', 'h1.b'], 2)).toEqual(['h1.a', 'h1']);
    expect(bestOf(['h1.a', 'h1.b', 'h1.c'], 2)).toEqual(['h1.a', 'h1.b']);
  });
});
