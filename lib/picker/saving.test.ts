import { describe, expect, it } from 'vitest';
import { matchSave } from '../sites/saves.ts';
import { shapeOf } from './address.ts';
import { isOfRecord, likelySaves, type SentRequest, saveOf, saveTest, withSent } from './saving.ts';

const CRM = 'https://crm.example';
const deals = { type: 'deal', url: shapeOf([`${CRM}/deals/7`, `${CRM}/deals/8`])?.url ?? '' };

function sent(method: SentRequest['method'], path: string, more: Partial<SentRequest> = {}): SentRequest {
  return { method, url: CRM + path, status: 200, redirect: null, loads: false, record: '8', ...more };
}
const form = (path: string, to: string | null, more: Partial<SentRequest> = {}) =>
  sent('POST', path, { loads: true, redirect: to && CRM + to, status: to ? 302 : 200, ...more });

describe('the request that saved a record', () => {
  it.each([
    ['a call that names the record', [sent('POST', '/api/track'), sent('PUT', '/api/deals/8')], 1],
    ['a form that leads back to it', [sent('POST', '/api/deals/8/seen'), form('/deals/8', '/deals/8')], 1],
    ['a form whose address does not name it', [sent('POST', '/api/track'), form('/save', '/deals/8')], 1],
    ['a change rather than a question', [sent('POST', '/search'), sent('PATCH', '/api/graph')], 1],
    ['the first of its like', [sent('POST', '/rpc/write'), sent('POST', '/rpc/read')], 0],
  ])('is most likely %s', (_, all, at) => {
    expect(likelySaves(all, deals)[0]).toBe(all[at]);
  });

  it('is none of those that came from pages of no record', () => {
    expect(likelySaves([sent('POST', '/sign-in', { record: null })], deals)).toEqual([]);
  });

  it.each([
    ['a longer address than a pattern may have', sent('PUT', `/api/${'part/'.repeat(90)}deals/8`)],
    ['more words than fit into one', sent('PUT', `/do?${'key=word&'.repeat(20)}id=8`)],
  ])('is none with %s, of which no adapter could say anything', (_, one) => {
    expect(likelySaves([one, sent('POST', '/graphql')], deals)).toEqual([sent('POST', '/graphql')]);
  });

  it.each([
    ['a call that names the record', sent('PUT', '/api/deals/8'), true],
    ['a form whose answer leads to it', form('/save', '/deals/8'), true],
    ['a call to an address for everything', sent('POST', '/graphql'), false],
    ['a form that comes back', form('/save', null), false],
  ])('is told from what pages send by themselves if it is %s', (_, one, clear) => {
    expect(isOfRecord(one, deals)).toBe(clear);
  });

  it('is noted once, and of many the last count', () => {
    const one = sent('PUT', '/api/deals/8');
    const ticks = [1, 2, 3].map((n) => sent('POST', `/tick/${n}`));
    const all = [one, ...ticks, one].reduce<SentRequest[]>((found, each) => withSent(found, each, 3), []);
    expect(all.map(({ url }) => url)).toEqual([`${CRM}/tick/2`, `${CRM}/tick/3`, `${CRM}/api/deals/8`]);
  });
});

describe('what an adapter says of it', () => {
  it.each([
    ['of another record', sent('PUT', '/api/deals/8'), 'PUT', '/api/deals/99', 'change', '99'],
    ['of another tenant', sent('PUT', '/t/4711/deals/8?_=17'), 'PUT', '/t/12/deals/9?_=18', 'change', '9'],
    [
      'with the id in brackets',
      sent('PATCH', '/data/deals(8)'),
      'PATCH',
      '/data/deals(9)?x=1',
      'change',
      '9',
    ],
    [
      'with the id as a parameter',
      form('/index.php?module=Deals&record=8&action=Save', '/deals/8'),
      'POST',
      '/index.php?action=Save&module=Deals&record=9',
      'change',
      '9',
    ],
  ] as const)('fits a save %s', (_, one, method, path, does, id) => {
    const save = saveOf(one, deals);
    const { status } = one;
    expect(matchSave({ saves: [save] }, { method, url: CRM + path, status })).toEqual({
      does,
      type: 'deal',
      id,
    });
    expect(saveTest(one, { saves: [save] })).toEqual({
      method,
      url: one.url.replace('?_=17', ''),
      status,
      does,
      type: 'deal',
      id: '8',
    });
  });

  it.each([
    ['another path', sent('PUT', '/api/deals/8'), '/api/deals/8/notes', 200],
    ['another parameter', sent('PUT', '/do?action=Save&id=8'), '/do?action=Delete&id=8', 200],
    ['an error', sent('PUT', '/api/deals/8'), '/api/deals/8', 409],
    ['a form that comes back', form('/deals/8', '/deals/8', { method: 'PUT' }), '/deals/8', 200],
  ])('does not fit %s', (_, one, path, status) => {
    const save = saveOf(one, deals);
    expect(matchSave({ saves: [save] }, { method: 'PUT', url: CRM + path, status })).toBeNull();
  });

  it('leaves it to the server whether a call to one address for everything has saved anything', () => {
    const save = saveOf(sent('POST', '/graphql'), deals);
    expect(save).toMatchObject({ type: null, does: 'call', url: String.raw`^/graphql/?(?:\?|$)` });
  });

  it('leaves it to the server too where a form that was refused would be answered alike', () => {
    expect(saveOf(form('/deals/8', null), deals)).toMatchObject({
      type: 'deal',
      does: 'call',
      answer: 'success',
    });
  });
});
