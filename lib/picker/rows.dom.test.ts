import { beforeEach, describe, expect, it } from 'vitest';
import { boxAt, rowsFrom } from './rows.ts';

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

describe('a box', () => {
  it('is meant by who points at its cell, and by nobody who points at the whole list', () => {
    document.body.innerHTML = table([1, 2]);
    expect(boxAt(find('[data-row="1"] .pick').parentElement as Element)).toBe(find('[data-row="1"] .pick'));
    expect(boxAt(find('tbody'))).toBeNull();
  });
});
