import { beforeAll, describe, expect, it } from 'vitest';
import type { LinkedRecord } from '../../lib/protocol/index.ts';
import { process } from '../../server/engine/testing/process-builder.ts';
import { useMailbox } from '../../server/testing/mailbox.ts';
import { axeFindings } from '../support/axe.ts';
import { complete, overlayGone, seenEnough } from '../support/person.ts';
import { deploySmall, small, startSmall } from '../support/processes.ts';
import { runProcess } from '../support/steps.ts';
import { fill, find, has, press, type Scope, see, seeNoMore } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const ME = { assignee: '${startedBy}' };

/** Somebody has to approve; what they say is what the next step shows. */
const TRIP = small(
  'trip',
  'Ask for a trip',
  process({
    ...{ record: 'demo:lead', 'parameter:cost': 'integer', 'parameter-default:cost': '1250' },
  })
    .start('in')
    .task('decide', {
      name: 'The trip to ${recordTitle}',
      role: 'sales-managers',
      properties: {
        ...{ kind: 'approval', result: 'decision', comment: 'said' },
        ...{ purpose: 'May this trip be booked?', 'show:cost': 'Cost in euro' },
      },
    })
    .task('book', { ...ME, name: 'Book the trip' })
    .task('tell', { ...ME, name: 'No trip: ${said}' })
    .path('in', 'decide')
    .flow('decide', 'book', { condition: "${decision == 'approved'}" })
    .flow('decide', 'tell', { condition: "${decision == 'rejected'}" }),
);

/** Whoever has to approve it may let somebody else do so. */
const ORDER = small(
  'order',
  'Order an oven',
  process({ record: 'demo:lead' })
    .start('in')
    .task('decide', {
      name: 'The oven for ${recordTitle}',
      assignee: 'maria',
      properties: { kind: 'approval', result: 'decision', comment: 'said', delegation: 'true' },
    })
    .task('buy', { ...ME, name: 'Buy it: ${said}' })
    .path('in', 'decide', 'buy'),
);

/** Somebody has to be written to. */
const THANK = small(
  'thank',
  'Thank the customer',
  process({ record: 'demo:lead' })
    .start('in')
    .task('write', {
      ...ME,
      properties: {
        ...{ kind: 'send-email', to: 'gone@bakery.example', subject: 'Thank you, ${recordTitle}' },
        ...{
          from: 'Sales <sales@northwind.example>',
          body: 'Dear customer,\n\nthank you.',
          'output:to': 'sentTo',
        },
      },
    })
    .task('wait', { ...ME, name: 'Wait for ${sentTo}' })
    .path('in', 'write', 'wait'),
);

/** As if the person had chosen the file in the browser's dialog, which no test can see. */
async function attach(overlay: Scope, name: string, words: string): Promise<void> {
  await overlay.evaluate(
    (called, content) => {
      const input = document.querySelector<HTMLInputElement>('input[type="file"]');
      if (!input) throw new Error('Expected a way to choose files, got none.');
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], called));
      input.files = transfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    name,
    words,
  );
}

describe('approvals and e-mails', () => {
  const mailbox = useMailbox();
  const world = useWorld({
    env: {
      get THROUGHLINE_SMTP_URL() {
        return mailbox.url;
      },
    },
  });
  beforeAll(async () => deploySmall(await world.server.as('admin'), TRIP, ORDER, THANK));

  /** Alice asks, by a program of hers; then she is on the record. */
  const ask = async (asked = TRIP) => {
    const { recordUrl } = world.crm('demo');
    const record: LinkedRecord = {
      ...{ system: world.crm('demo').kind, type: 'lead', id: '1' },
      ...{ title: 'Two ovens', url: recordUrl },
    };
    await startSmall(await world.server.as('alice'), asked, record);
    const alice = await world.person('alice');
    return { alice, page: await alice.onPage(recordUrl) };
  };

  it('[M17] an approval stands on the record for the one who decides, who approves it there', async () => {
    const { alice, page } = await ask();
    const maria = await world.person('maria');
    const hers = await maria.onPage(world.crm('demo').recordUrl);
    const overlay = await maria.pressProcess(hers);
    await press(overlay, 'button', /^The trip to/);
    await see(overlay, 'May this trip be booked?');
    await see(overlay, /Cost in euro\s*1,250/);
    expect(await axeFindings(overlay)).toEqual([]);
    await complete(overlay, 'Approve');
    await overlayGone(hers);
    const next = await alice.pressProcess(page);
    await press(next, 'button', /^Book the trip/);
    await complete(next, 'Complete');
    await overlayGone(page);
    await page.close();
    await hers.close();
  });

  it('[M17] a no needs a reason, which the process goes on with', async () => {
    const { alice, page } = await ask();
    const maria = await world.person('maria');
    const hers = await maria.onPage(world.crm('demo').recordUrl);
    const overlay = await maria.pressProcess(hers);
    await press(overlay, 'button', /^The trip to/);
    await see(overlay, 'May this trip be booked?');
    await seenEnough(overlay);
    await press(overlay, 'button', 'Reject');
    await see(overlay, 'Say why you reject this.');
    expect(await axeFindings(overlay)).toEqual([]);
    await fill(overlay, /^Comment/, 'Call them instead');
    await press(overlay, 'button', 'Reject');
    await overlayGone(hers);
    const next = await alice.pressProcess(page);
    await press(next, 'button', /^No trip: Call them instead/);
    await find(next, 'heading', 'No trip: Call them instead');
    await complete(next, 'Complete');
    await overlayGone(page);
    await page.close();
    await hers.close();
  });

  it('[M08] [M17] [M23] an approval is handed on: who had it sees it go, who has it now decides, and cannot hand it on', async () => {
    const { alice, page } = await ask(ORDER);
    const [maria, bob] = [await world.person('maria'), await world.person('bob')];
    const hers = await maria.onPage(world.crm('demo').recordUrl);
    const list = await maria.popup();
    await press(list, 'choice', /^Approvals/);
    await find(list, 'button', /^The oven for/);
    const overlay = await maria.pressProcess(hers);
    await press(overlay, 'button', /^The oven for/);
    await press(overlay, 'button', 'Hand on to somebody else');
    await fill(overlay, /^Person/, 'Bob');
    await press(overlay, 'item', /^Bob Brown/);
    await press(overlay, 'button', 'Hand on');
    await overlayGone(hers);
    await list.bringToFront();
    await seeNoMore(list, 'The oven for');

    const his = await bob.onPage(world.crm('demo').recordUrl);
    const drawer = await bob.pressKeys(his, 'my-tasks');
    await press(drawer, 'choice', /^Approvals/);
    await press(drawer, 'button', /^The oven for/);
    await see(drawer, /Handed on by\s*Maria Moreno/);
    expect(await has(drawer, 'button', 'Hand on to somebody else')).toBe(false);
    expect(await axeFindings(drawer)).toEqual([]);
    await fill(drawer, /^Comment/, 'The small one');
    await complete(drawer, 'Approve');
    await overlayGone(his);

    const next = await alice.pressProcess(page);
    await press(next, 'button', /^Buy it: The small one/);
    await complete(next, 'Complete');
    await overlayGone(page);
    for (const tab of [page, hers, list, his]) await tab.close();
  });

  it('[M17] an e-mail is corrected after the mail server refused it, and sent; the process goes on', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('demo').recordUrl);
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, THANK.name);
    await find(overlay, 'field', /^To/);
    expect(await axeFindings(overlay)).toEqual([]);
    mailbox.refusal = { code: 550, text: 'No such mailbox here' };
    await fill(overlay, /^Text/, 'Dear Ms Weber, thank you.');
    await attach(overlay, 'Bread.txt', 'Rye, two loaves');
    await find(overlay, 'button', 'Remove Bread.txt');
    expect(await axeFindings(overlay)).toEqual([]);
    await complete(overlay, 'Send');
    await see(overlay, /No such mailbox here/);
    mailbox.refusal = null;
    await fill(overlay, /^To/, 'Jana Weber <jana@bakery.example>');
    await complete(overlay, 'Send');
    await see(overlay, 'Wait for Jana Weber <jana@bakery.example>');
    expect(mailbox.mails).toHaveLength(1);
    expect(mailbox.mails[0]).toMatch(/^From: Sales <sales@northwind\.example>/m);
    expect(mailbox.mails[0]).toContain('Dear Ms Weber, thank you.');
    expect(mailbox.mails[0]).toContain(Buffer.from('Rye, two loaves').toString('base64'));
    await complete(overlay, 'Complete');
    await overlayGone(page);
    await page.close();
  });
});
