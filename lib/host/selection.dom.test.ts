import { beforeEach, describe, expect, it } from 'vitest';
import { atomic } from '../sites/atomic.ts';
import { demo } from '../sites/demo.ts';
import { matchList } from '../sites/match.ts';
import { redmine } from '../sites/redmine.ts';
import type { KeyedList, ListPage, SiteAdapter } from '../sites/schema.ts';
import { selectedRecords } from './selection.ts';

const ORIGIN = location.origin;

function selected(site: SiteAdapter, path: string) {
  const list = matchList(site, ORIGIN + path);
  if (!list) throw new Error(`Expected a list at ${path}, got none.`);
  return selectedRecords(site, list);
}

const row = (id: number, ticked: boolean, title = `Lead ${id}`) => `
  <tr><td><input type="checkbox" ${ticked ? 'checked' : ''}></td>
  <td><a class="record-link" href="${ORIGIN}/leads/${id}">${title}</a></td></tr>`;

const list = (rows: string) => `<main data-list="lead"><table><tbody>${rows}</tbody></table></main>`;

beforeEach(() => {
  document.body.innerHTML = '';
});

describe('what is ticked in a list', () => {
  it('is the records whose rows are ticked, with what they are called and where they are', () => {
    document.body.innerHTML = list(row(1, true, ' Two  ovens ') + row(2, false) + row(3, true));
    expect(selected(demo, '/leads')).toEqual([
      { type: 'lead', id: '1', title: 'Two ovens', url: `${ORIGIN}/leads/1` },
      { type: 'lead', id: '3', title: 'Lead 3', url: `${ORIGIN}/leads/3` },
    ]);
  });

  it('is nothing without ticks, and nothing where the list is not there', () => {
    document.body.innerHTML = list(row(1, false));
    expect(selected(demo, '/leads')).toEqual([]);
    document.body.innerHTML = '';
    expect(selected(demo, '/leads')).toEqual([]);
  });

  it('counts a record once, and no row that leads elsewhere', () => {
    const stranger = row(9, true).replace('/leads/9', '/contacts/9');
    const nowhere = row(8, true).replace('/leads/8', '/about');
    document.body.innerHTML = list(row(1, true) + row(1, true) + stranger + nowhere);
    expect(selected(demo, '/leads').map(({ id }) => id)).toEqual(['1']);
  });

  it('counts no link out of the CRM, whatever it looks like', () => {
    const away = '<a class="record-link" href="https://elsewhere.example/leads/9">Lead 9</a>';
    document.body.innerHTML = list(
      row(1, true).replace('<a', `${away}<a`) + row(8, true).replace(/<a.*\/a>/, away),
    );
    expect(selected(demo, '/leads')).toEqual([
      expect.objectContaining({ id: '1', url: `${ORIGIN}/leads/1` }),
    ]);
  });

  it('reads no password, whatever an adapter calls a title', () => {
    document.body.innerHTML = list(
      row(1, true).replace('<td>', '<td><input type="password" value="secret">'),
    );
    const [page] = demo.lists;
    if (!page || !('title' in page)) throw new Error('Expected a list whose rows have titles, got none.');
    const greedy = { ...demo, lists: [{ ...page, title: ['input[type="password"]'] }] };
    expect(selected(greedy, '/leads')).toEqual([expect.objectContaining({ id: '1', title: null })]);
  });

  it('is read from an attribute where rows have no link; where the record is, the background knows', () => {
    document.body.innerHTML = `<main data-list="lead">
      <div role="row" data-row="lead:7" aria-selected="true"><b>Two ovens</b></div>
      <div role="row" data-row="group" aria-selected="true"><b>North</b></div>
      <div role="row" data-row="lead:8"><b>Lamp</b></div></main>`;
    const keyed: KeyedList = {
      type: null,
      types: { leads: 'lead' },
      url: '^/(?<type>[a-z]+)$',
      active: 'main',
      ticked: '[aria-selected="true"]',
      key: { selector: ':scope', attribute: 'data-row', pattern: String.raw`^\w+:(?<id>\d+)$` },
      title: ['b'],
      anchors: [{ selector: 'b', position: 'after' }],
    };
    const site = { ...demo, lists: [keyed] };
    expect(selected(site, '/leads')).toEqual([{ type: 'lead', id: '7', title: 'Two ovens', url: null }]);
    expect(matchList(site, `${ORIGIN}/lamps`)).toBeNull();
  });

  it('is a row that is itself a link, or has it beside its box', () => {
    const link = (id: number, inside: string) => `<a href="${ORIGIN}/#/contacts/${id}/show">${inside}</a>`;
    const box = (state: string) => `<div><button role="checkbox" data-state="${state}"></button></div>`;
    const name = (text: string) => `<div class="font-medium">${text}</div>`;
    document.body.innerHTML = `<main id="main-content">
      ${link(0, `<input type="checkbox" checked><span class="MuiListItemText-primary">Marta Keller</span>`)}
      ${link(1, `<input type="checkbox"><span class="MuiListItemText-primary">Jo Bell</span>`)}
      <div><div>${box('checked')}${link(2, name('Ann Lee'))}</div><div>${box('unchecked')}${link(3, name('Sam'))}</div></div>
    </main>`;
    expect(selected(atomic, '/#/contacts')).toMatchObject([
      { type: 'contacts', id: '0', title: 'Marta Keller' },
      { type: 'contacts', id: '2', title: 'Ann Lee' },
    ]);
  });

  it('is what the first link to a record of the type of the list names, whatever else a row links to', () => {
    const owner = `<a class="record-link" href="${ORIGIN}/contacts/4">Maria</a>`;
    document.body.innerHTML = list(row(1, true).replace('<td><a', `<td>${owner}</td><td><a`));
    expect(selected(demo, '/leads').map(({ id }) => id)).toEqual(['1']);
    const open = { ...demo, lists: demo.lists.map((page) => ({ ...page, type: null }) as ListPage) };
    expect(selected(open, '/leads')).toMatchObject([{ type: 'contact', id: '4' }]);
  });

  it('is read from the link of a row, not from what its box says', () => {
    document.body.innerHTML = `<div id="content"><table class="issues"><tbody>
      <tr class="issue" id="issue-77"><td><input name="ids[]" type="checkbox" value="77" checked></td>
      <td class="subject"><a href="${ORIGIN}/issues/5">Broken lamp</a></td></tr></tbody></table></div>`;
    expect(selected(redmine, '/projects/desk/issues')).toMatchObject([
      { type: 'issue', id: '5', title: 'Broken lamp' },
    ]);
  });
});
