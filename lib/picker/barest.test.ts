import { expect, it } from 'vitest';
import { barest } from './barest.ts';

const ORIGIN = 'https://crm.example';

it.each([
  ['/deals/7?session_token=abc&tab=notes#top', /\/deals\/7(?![^?#])/, '/deals/7'],
  [
    '/index.php?token=abc&module=Leads&record=7&offset=2',
    /(?=.*[?&]module=Leads).*[?&]record=7/,
    '/index.php?module=Leads&record=7',
  ],
  ['/Ticket/Update.html?Action=Respond;id=7;Token=x', /[?;]id=7/, '/Ticket/Update.html?id=7'],
  [
    '/web?debug=1#action=178&id=7&model=lead&cids=1',
    /#(?=.*id=7).*model=lead/,
    '/web#action=178&id=7&model=lead',
  ],
  ['/#/deals/7?filter=Miller', /#\/deals\/7/, '/#/deals/7'],
  ['/deals/7', /7/, '/deals/7'],
])('of %s what is read stays', (address, read, left) => {
  expect(barest(ORIGIN + address, (url) => read.test(url))).toBe(ORIGIN + left);
});

it('is the address itself where all of it is read', () => {
  const url = `${ORIGIN}/a?b=1&c=2#d`;
  expect(barest(url, (other) => other === url)).toBe(url);
});
