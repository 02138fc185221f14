import { beforeEach, describe, expect, it } from 'vitest';
import { activeContainer, findBarPlace, findPlace, findTitle } from '../host/record.ts';
import { trialPageOf } from './adapter.ts';
import { newPick } from './pick.ts';
import { activeAround, placeAt } from './places.ts';
import { selectorsFor } from './selectors.ts';

beforeEach(() => document.body.replaceChildren());

const find = (css: string): Element => {
  const found = document.querySelector(css);
  if (!found) throw new Error(`Expected ${css} in the page`);
  return found;
};

/** What somebody has picked who has pointed at these parts of the page: name, place of the button, place of the bar. */
function picked(title: string, button: string, bar: string) {
  const place = placeAt(find(button));
  const begun = newPick({ kind: 'acme', name: 'Acme', origin: 'https://crm.example', wanted: [] });
  const page = trialPageOf({
    ...{ ...begun, place, active: activeAround(find(title)) },
    title: selectorsFor(find(title), document.body),
    bar: { selectors: selectorsFor(find(bar), document.body), position: 'before', around: [] },
  });
  if (!page) throw new Error('Expected a place for the button');
  return page;
}

/** As the next release of the CRM may have it. */
function renameClasses(): void {
  for (const element of document.querySelectorAll('[class]'))
    element.className = [...element.classList].map((name) => `${name}-anew`).join(' ');
}

describe('what was picked', () => {
  it.each([
    ['main', ''],
    ['main with an id', 'id="record"'],
    ['main with a class', 'class="wrap"'],
    ['main with a class and a role', 'class="wrap" role="main"'],
  ])('is found in a page all of whose classes are renamed: %s', (_, main) => {
    document.body.innerHTML = `<div class="shell"><header class="bar"><h1 class="app">Acme</h1><div class="tools"></div></header>
      <main ${main}><section class="head"><h1 class="name">Door</h1>
      <div class="toolbar"><button class="edit">Edit</button></div></section><form class="fields"></form></main></div>`;
    const page = picked('.name', '.toolbar', '.fields');
    const parts = ['main', '.name', '.toolbar', '.fields'].map(find);
    renameClasses();
    const container = activeContainer(page);
    expect([
      container,
      container && findTitle(page, container),
      container && findPlace(page, container)?.element,
      container && findBarPlace(page, container)?.element,
    ]).toEqual(parts);
  });

  it('has its button in what is around the place, where only that is told without a class', () => {
    document.body.innerHTML = `<main class="wrap"><header class="head top"><span class="crumbs">Deals</span>
      <span class="tools big"></span></header></main>`;
    const page = picked('.crumbs', '.tools', '.head');
    const head = find('header');
    renameClasses();
    expect(findPlace(page, document.body)).toMatchObject({ element: head, position: 'append' });
  });
});

describe('what holds the record', () => {
  it('goes by names that were given on purpose, and by no class', () => {
    document.body.innerHTML = `<div id="app"><acme-shell><main class="wrap wide"><div class="card" data-pane="record">
      <h1>Door</h1></div></main></acme-shell></div>`;
    expect(activeAround(find('h1'))).toEqual(['[data-pane="record"]', 'main', 'acme-shell', '#app']);
  });
});
