import { beforeEach, describe, expect, it } from 'vitest';
import { addressesOfRow, findTitle, tickedRows } from '../host/record.ts';
import type { LinkedList } from '../sites/schema.ts';
import { boxAt, type RowShape, rowsFrom } from './rows.ts';

beforeEach(() => document.body.replaceChildren());

const isIssue = (address: string) => /\/issues\/\d+$/.test(address);
const find = (css: string): Element => {
  const found = document.querySelector(css);
  if (!found) throw new Error(`Expected ${css} in the page`);
  return found;
};

/** Rows of a table: a star and a box in front, links to the project, the issue and its name. */
function table(ids: readonly number[]): string {
  const row = (id: number) => `<tr class="issue css-${id}a9x" data-row="${id}">
    <td><input type="checkbox" class="star"></td><td><input type="checkbox" class="pick" value="${id}"></td>
    <td><a href="/projects/shop">Shop</a></td><td class="id"><a href="/issues/${id}">${id}</a></td>
    <td class="subject"><a href="/issues/${id}">Door number ${id} does not close</a></td></tr>`;
  return `<table class="list"><thead><tr><th><input type="checkbox"></th></tr></thead><tbody>${ids.map(row).join('')}</tbody></table>`;
}

describe('the rows of a list', () => {
  it('are known by one box: what is ticked, where it leads, what it is called', () => {
    document.body.innerHTML = table([1, 2, 3]);
    const rows = rowsFrom(find('[data-row="2"] .pick'), isIssue);
    if (!rows) throw new Error('Expected the rows to be known');
    expect(document.querySelectorAll(rows.ticked)).toHaveLength(0);
    for (const css of ['[data-row="1"] .pick', '[data-row="3"] .pick', '[data-row="2"] .star', 'thead input'])
      (find(css) as HTMLInputElement).checked = true;
    const ticked = [...document.querySelectorAll(rows.ticked)];
    expect(ticked.map((row) => row.getAttribute('data-row'))).toEqual(['1', '3']);
    expect(ticked.map((row) => (row.querySelector(rows.link) as HTMLAnchorElement).pathname)).toEqual([
      '/issues/1',
      '/issues/3',
    ]);
    expect(ticked[0]?.querySelector(rows.title[0] ?? '')?.textContent).toBe('Door number 1 does not close');
  });

  it('hold for other rows of the same list later', () => {
    document.body.innerHTML = table([1, 2]);
    const rows = rowsFrom(find('[data-row="1"] .pick'), isIssue);
    document.body.innerHTML = table([71, 72, 73]);
    (find('[data-row="72"] .pick') as HTMLInputElement).checked = true;
    expect(
      [...document.querySelectorAll(rows?.ticked ?? '')].map((row) => row.getAttribute('data-row')),
    ).toEqual(['72']);
  });

  it('can have boxes that are no fields', () => {
    document.body.innerHTML =
      '<div role="row"><span role="checkbox" aria-checked="false"></span><a href="/issues/4">Lamp</a></div>';
    const rows = rowsFrom(find('[role=checkbox]'), isIssue);
    find('[role=checkbox]').setAttribute('aria-checked', 'true');
    expect(document.querySelectorAll(rows?.ticked ?? '')).toHaveLength(1);
  });

  it('are none where no link leads to a record, or where the box is that of all rows', () => {
    document.body.innerHTML = table([1, 2]);
    expect(rowsFrom(find('[data-row="1"] .pick'), () => false)).toBeNull();
    expect(rowsFrom(find('thead input'), isIssue)).toBeNull();
  });
});

/** What the adapter reads in the page: of each row that is ticked, where it leads and what it is called. */
function readTicked({ ticked, link, title }: RowShape) {
  const page: LinkedList = { type: 'issues', url: '', active: 'body', anchors: [], ticked, link, title };
  return tickedRows(page, document.body).map((row) => [
    [...addressesOfRow(page, row)].find(isIssue)?.replace(location.origin, ''),
    findTitle(page, row)?.textContent,
  ]);
}

/** As the next release of the CRM may have it. */
function renameClasses(): void {
  for (const element of document.querySelectorAll('[class]'))
    element.className = [...element.classList].map((name) => `${name}-anew`).join(' ');
}

const check = (box: string) => {
  (find(box) as HTMLInputElement).checked = true;
};

describe('the rows of a list all of whose classes are renamed', () => {
  it.each([
    [
      'a table, as in Redmine',
      (id: number) => `<tr id="issue-${id}" class="hascontextmenu issue tracker-${id} odd">
        <td class="checkbox hide-when-print"><input type="checkbox" name="ids[]" value="${id}"></td>
        <td class="id"><a href="/issues/${id}">${id}</a></td><td class="subject"><a href="/issues/${id}">Door ${id}</a></td></tr>`,
      (rows: string) => `<div id="content"><form><div class="autoscroll"><table class="list issues">
        <thead><tr><th class="checkbox"><input type="checkbox" name="check_all"></th><th><a href="/issues?sort=id">#</a></th></tr></thead>
        <tbody>${rows}</tbody></table></div></form></div>`,
      ['/issues/2', '2'],
    ],
    [
      'a list',
      (id: number) =>
        `<li class="row"><label class="tick"><input type="checkbox"></label><a class="name" href="/issues/${id}">Door ${id}</a></li>`,
      (rows: string) => `<ul class="rows">${rows}</ul>`,
      ['/issues/2', 'Door 2'],
    ],
    [
      'nothing but boxes',
      (id: number) =>
        `<div class="row"><input type="checkbox"><a class="name" href="/issues/${id}">Door ${id}</a></div>`,
      (rows: string) => `<div class="rows"><div class="rows-inner">${rows}</div></div>`,
      ['/issues/2', 'Door 2'],
    ],
    [
      'boxes with a role',
      (id: number) =>
        `<div role="row" class="row"><div class="cell"><input type="checkbox"></div><a class="name" href="/issues/${id}">Door ${id}</a></div>`,
      (rows: string) => `<div role="grid" class="rows">${rows}</div>`,
      ['/issues/2', 'Door 2'],
    ],
    [
      'a table in a table',
      (id: number) =>
        `<tr class="row" data-line="${id}"><td><input type="checkbox"></td><td class="name"><a href="/issues/${id}">Door ${id}</a></td></tr>`,
      (rows: string) =>
        `<table class="frame"><tbody><tr class="part"><td><table class="rows"><tbody>${rows}</tbody></table></td></tr></tbody></table>`,
      ['/issues/2', 'Door 2'],
    ],
  ])('are read as before: %s', (_, row, around, read) => {
    document.body.innerHTML = around([1, 2, 3].map(row).join(''));
    const rows = rowsFrom(
      find('a[href="/issues/1"]').closest('tr, li, .row')?.querySelector('input') as Element,
      isIssue,
    );
    if (!rows) throw new Error('Expected the rows to be known');
    const boxOfSecond = [...document.querySelectorAll('input')].at(-2) as HTMLInputElement;
    boxOfSecond.checked = true;
    expect(readTicked(rows)).toEqual([['/issues/2', 'Door 2']]);
    renameClasses();
    expect(readTicked(rows)).toEqual([read]);
  });

  it('are also those of other parts of the list', () => {
    const row = (id: number) =>
      `<tr class="issue tracker-${id % 2}"><td><input type="checkbox"></td><td><a href="/issues/${id}">Door ${id}</a></td></tr>`;
    const part = (ids: number[]) => `<tbody>${ids.map(row).join('')}</tbody>`;
    document.body.innerHTML = `<table>${part([2, 4])}${part([1, 3])}</table>`;
    const rows = rowsFrom(find('input'), isIssue);
    renameClasses();
    check('tbody:last-child input');
    expect(readTicked(rows as RowShape)).toEqual([['/issues/1', 'Door 1']]);
  });

  it('go by a class where nothing else tells rows from what holds them', () => {
    const row = (id: number) =>
      `<div class="row"><div><input type="checkbox"></div><a href="/issues/${id}">Door ${id}</a></div>`;
    document.body.innerHTML = `<div class="rows"><div><input type="checkbox"></div>${row(1)}${row(2)}</div>`;
    const rows = rowsFrom(find('.row input'), isIssue);
    check('.rows > div input');
    expect(readTicked(rows as RowShape)).toEqual([]);
  });
});

describe('where a row leads', () => {
  it('goes by the word in the address, unless that is of this list only', () => {
    const row = (id: number, project: string) =>
      `<li class="row"><input type="checkbox"><a class="name" href="/${project}/${id}">Door ${id}</a></li>`;
    const isTicket = (address: string) => /^\/[a-z-]+\/\d+$/.test(new URL(address).pathname);
    document.body.innerHTML = `<ul>${row(1, 'issues')}${row(2, 'issues')}</ul>`;
    expect(rowsFrom(find('input'), isIssue)?.link).toBe('a[href*="/issues/"]');
    expect(rowsFrom(find('input'), isTicket)?.link).toBe('a');
  });

  it('is the record by whose name the row is called, where a row names others before it', () => {
    const row = (id: number, parent: string) =>
      `<tr><td><input type="checkbox"></td><td class="parent">${parent}</td><td class="subject"><a href="/issues/${id}">Door ${id}</a></td></tr>`;
    document.body.innerHTML = `<table><tbody>${row(1, '')}${row(2, '<a href="/issues/1">1</a>')}</tbody></table>`;
    const rows = rowsFrom(find('input'), isIssue);
    check('tr:last-child input');
    expect(readTicked(rows as RowShape)).toEqual([['/issues/2', 'Door 2']]);
  });
});

describe('a box', () => {
  it('is meant by who points at its cell, and by nobody who points at the whole list', () => {
    document.body.innerHTML = table([1, 2]);
    expect(boxAt(find('[data-row="1"] .pick').parentElement as Element)).toBe(find('[data-row="1"] .pick'));
    expect(boxAt(find('tbody'))).toBeNull();
  });
});
