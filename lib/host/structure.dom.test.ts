import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readStructure, type Sought } from './structure.ts';

const SOUGHT: Sought[] = [
  { part: 'page', selector: 'main.o_form_view' },
  { part: 'button', selector: '.o_statusbar_buttons' },
  { part: 'title', selector: 'h1[' },
];

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', '/');
});

describe('the structure of a page', () => {
  it('names elements, classes, ids and attributes, and what was found of the adapter', () => {
    document.body.innerHTML = `<main class="o_form_view o_new" id="form"><header data-kind="x"><h1>Müller &amp; Co</h1></header>
      <ul><li class="line">one</li><li class="line">two</li><li class="line">three</li></ul>
      <input name="amount" value="4711"><div style="display: none">secret</div></main>`;
    const { found, tree } = readStructure(SOUGHT);
    expect(tree.split('\n').map((line) => line.trim())).toEqual([
      'body',
      'main#form.o_form_view.o_new',
      'header[data-kind]',
      'h1 "…"',
      'ul',
      'li.line "…"',
      '× 3',
      'input[name][value]',
      'div "…" (hidden)',
    ]);
    expect(found).toEqual([
      { part: 'page', selector: 'main.o_form_view', count: 1, visible: 1 },
      { part: 'button', selector: '.o_statusbar_buttons', count: 0, visible: 0 },
      { part: 'title', selector: 'h1[', count: -1, visible: 0 },
    ]);
  });

  it('masks classes and ids that are made of what the page says', () => {
    document.body.innerHTML =
      '<a id="contact-miller-42" class="customer_Miller row-17" href="/c/42">Miller</a>';
    expect(readStructure([]).tree).toBe('body\n a#….….row-0[href] "…"');
  });

  it.each([
    [
      'a name in signs, which has no third letter',
      '<a id="李明" class="row-李明">李明</a>',
      'body\n a#….… "…"',
    ],
    ['a name as addresses write it', '<a id="muller" class="mueller">Müller</a>', 'body\n a#….… "…"'],
    ['a short name', '<a id="bo-li" class="is-bo in-page">Bo Li in</a>', 'body\n a#….….in-page "…"'],
    ['an element that is named for it', '<miller>Miller</miller>', 'body\n … "…"'],
  ])('masks %s', (_, html, tree) => {
    document.body.innerHTML = html;
    expect(readStructure([]).tree).toBe(tree);
  });

  it('reads forms whose fields are called as what is asked of an element', () => {
    document.body.innerHTML = '<form id="ticket" class="edit"><input name="id"></form>';
    const form = document.querySelector('form');
    const field = document.querySelector('input');
    // Browsers do so by themselves with fields of these names.
    for (const name of ['id', 'children', 'childNodes', 'attributes', 'classList', 'localName', 'value'])
      Object.defineProperty(form, name, { value: field });
    expect(readStructure([]).tree).toBe('body\n form#ticket.edit\n  input[name]');
  });

  it('has no word of any text, value, attribute or address in it, whatever the page is made of', () => {
    // Words that no interface and no language of the browser has.
    const word = fc
      .array(fc.constantFrom('qua', 'zor', 'wix', 'jub', 'kyv', 'öxü'), { minLength: 2, maxLength: 4 })
      .map((parts) => parts.join(''));
    const name = fc.oneof(
      word,
      fc.tuple(word, word).map((two) => two.join('-')),
      fc.constantFrom('row', 'o_form'),
    );
    const node = fc.record({
      tag: fc.constantFrom('div', 'span', 'section', 'input', 'a', 'textarea', 'x-card'),
      text: fc.oneof(word, fc.constant('')),
      id: name,
      classes: fc.array(name, { maxLength: 3 }),
      attribute: fc.constantFrom('title', 'href', 'aria-label', 'data-x', 'alt', 'value', 'placeholder'),
      value: word,
      isShadow: fc.boolean(),
      /** Into which of those before it. */
      parent: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.array(node, { maxLength: 12 }), word, word, (made, address, title) => {
        const said = new Set([address, title]);
        document.body.replaceChildren();
        const places: (Element | ShadowRoot)[] = [document.body];
        for (const one of made) {
          const element = document.createElement(one.tag);
          element.id = one.id;
          element.className = one.classes.join(' ');
          element.setAttribute(one.attribute, one.value);
          element.append(one.text);
          if (element instanceof HTMLInputElement) element.value = one.text;
          for (const words of [one.value, one.text]) if (words) said.add(words);
          places[one.parent % places.length]?.append(element);
          places.push(one.isShadow && one.tag === 'div' ? element.attachShadow({ mode: 'open' }) : element);
        }
        history.replaceState(null, '', `/${encodeURIComponent(address)}`);
        document.title = title;
        const { tree } = readStructure(SOUGHT);
        for (const one of said) expect(tree.toLowerCase()).not.toContain(one);
      }),
      { numRuns: 200 },
    );
  });
});
