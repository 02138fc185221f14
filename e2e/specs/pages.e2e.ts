import type { Frame, Page } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { process } from '../../server/engine/testing/process-builder.ts';
import { focusAt, focusName, hostFocus, tabTo } from '../support/keyboard.ts';
import { complete, hasProcess, overlayGone, type Person, seenEnough } from '../support/person.ts';
import { deploySmall, small } from '../support/processes.ts';
import { choose, enterDate, QUALIFY, runProcess } from '../support/steps.ts';
import { entered, fill, find, press, reads, see, seeNoMore, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

interface Instance {
  status: string;
}

const ME = { assignee: '${startedBy}' };

/** A dialog with several answers, none of them required; one of them has a step of its own. */
const REASONS = small(
  'reasons',
  'Note the reasons',
  process({ record: 'demo:lead' })
    .start('in')
    .task('ask', {
      ...ME,
      name: 'Why did they decline?',
      properties: {
        ...{ kind: 'user-dialog', result: 'reasons', multiple: 'true', required: 'false' },
        ...{ 'answer:price': 'The price', 'answer:time': 'The delivery time' },
        'answer:other': 'Something else',
      },
    })
    .exclusive('choose')
    .task('offer', { ...ME, name: 'Make a better offer' })
    .end('out')
    .path('in', 'ask', 'choose')
    .flow('choose', 'offer', { condition: "${reasons.contains('price')}" })
    .otherwise('choose', 'out')
    .path('offer', 'out'),
);

/** One page with every kind of field and three buttons; the step after it shows what was entered. */
const VISIT = small(
  'visit',
  'Plan a visit',
  process({ record: 'demo:lead' })
    .start('in')
    .task('plan', {
      ...ME,
      name: 'Plan the visit',
      formRef: 'form',
      properties: {
        kind: 'auto-generated-page',
        recommendation: 'Agree on a date by phone first.',
        result: 'button',
        'button:plan': 'Plan it',
        'button:draft': 'Keep as a draft',
        'button-validates:draft': 'false',
        'button:drop': 'Drop it',
        'button-style:drop': 'danger',
      },
    })
    .exclusive('choose')
    .task('go', {
      ...ME,
      name: 'Go there',
      properties: {
        description: '${purpose} / ${people} / ${day} / ${by} / ${topics} / ${agreed} / ${mail}',
        result: 'went',
        'result:met': 'Met them',
        'result:missed': 'Nobody was there',
        'result:never': 'Never used',
      },
    })
    .exclusive('went')
    .end('met')
    .end('missed')
    .end('kept')
    .path('in', 'plan', 'choose')
    .flow('choose', 'go', { condition: "${button == 'plan'}" })
    .otherwise('choose', 'kept')
    .path('go', 'went')
    .flow('went', 'met', { condition: "${went == 'met'}" })
    .flow('went', 'missed', { condition: "${went == 'missed'}" }),
  [
    { type: 'text', id: 'text', text: 'A visit takes half a day.' },
    {
      type: 'textfield',
      id: 'purpose',
      key: 'purpose',
      label: 'Purpose',
      validate: { required: true, minLength: 5 },
    },
    { type: 'textfield', id: 'mail', key: 'mail', label: 'E-mail', validate: { validationType: 'email' } },
    {
      type: 'number',
      id: 'people',
      key: 'people',
      label: 'People',
      validate: { required: true, min: 1, max: 9 },
    },
    {
      type: 'datetime',
      id: 'day',
      key: 'day',
      subtype: 'date',
      dateLabel: 'Day',
      validate: { required: true },
    },
    {
      type: 'select',
      id: 'by',
      key: 'by',
      label: 'Travel by',
      values: [
        { label: 'Train', value: 'train' },
        { label: 'Car', value: 'car' },
      ],
      validate: { required: true },
    },
    {
      type: 'checklist',
      id: 'topics',
      key: 'topics',
      label: 'Topics',
      values: [
        { label: 'Ovens', value: 'ovens' },
        { label: 'Service', value: 'service' },
      ],
    },
    {
      type: 'checkbox',
      id: 'agreed',
      key: 'agreed',
      label: 'They have agreed',
      validate: { required: true },
    },
  ],
);

/** A page that its author has designed, with a button of its own. */
const CHECK = small(
  'check-address',
  'Check the address',
  process({ record: 'demo:lead' })
    .start('in')
    .task('check', {
      ...ME,
      name: 'Check their address',
      formRef: 'form',
      properties: { kind: 'pre-configured-page', 'button:right': 'It is right' },
    })
    .end('out')
    .path('in', 'check', 'out'),
  [{ type: 'textfield', id: 'street', key: 'street', label: 'Street', validate: { required: true } }],
);

describe('the page of a step', () => {
  const world = useWorld();
  const statuses = async () => {
    const all = (await (await world.server.as('admin')).get<{ items: Instance[] }>('/instances')).items;
    return all.map(({ status }) => status);
  };
  const start = async (
    person: Person,
    { name }: { name: string },
  ): Promise<{ page: Page; overlay: Frame }> => {
    const page = await person.onPage(world.crm('demo').recordUrl);
    const overlay = await person.pressProcess(page);
    await runProcess(overlay, name);
    return { page, overlay };
  };
  beforeAll(async () => deploySmall(await world.server.as('admin'), REASONS, VISIT, CHECK));

  it('[M05] shows the hint of its author on request', async () => {
    const { page, overlay } = await start(await world.person('alice'), { name: QUALIFY });
    await see(overlay, 'Is there a real interest');
    expect(await reads(overlay, 'A real interest is one')).toBe(false);
    await press(overlay, 'button', 'Hint for this step');
    await see(overlay, 'A real interest is one');
    await press(overlay, 'button', 'Hint for this step');
    await seeNoMore(overlay, 'A real interest is one');
    await page.close();
  });

  it('[M14] takes one answer where one is asked for, and says so when it is missing', async () => {
    const { page, overlay } = await start(await world.person('alice'), { name: QUALIFY });
    await see(overlay, 'Is there a real interest');
    await complete(overlay, 'Continue');
    await see(overlay, 'Choose an answer to go on.');
    expect((await statuses())[0]).toBe('running');
    await press(overlay, 'choice', 'Yes, go on');
    await press(overlay, 'choice', 'No, not interested');
    expect(await chosen(overlay)).toEqual(['no']);
    await complete(overlay, 'Continue');
    await overlayGone(page);
    expect((await statuses())[0]).toBe('completed');
    await page.close();
  });

  it('[M14] takes several answers where several may be given; they decide where the process goes', async () => {
    const alice = await world.person('alice');
    const several = await start(alice, REASONS);
    await see(several.overlay, 'Several answers are possible.');
    await press(several.overlay, 'choice', 'The delivery time');
    await press(several.overlay, 'choice', 'The price');
    expect(await chosen(several.overlay)).toEqual(['price', 'time']);
    await complete(several.overlay, 'Continue');
    await find(several.overlay, 'heading', 'Make a better offer');
    await complete(several.overlay, 'Complete');
    await overlayGone(several.page);
    await several.page.close();

    const none = await start(alice, REASONS);
    await complete(none.overlay, 'Continue');
    await overlayGone(none.page);
    expect((await statuses()).slice(0, 2)).toEqual(['completed', 'completed']);
    await none.page.close();
  });

  it('[M15] [M16] checks what is entered, says at each field what is wrong, and goes on with what is right', async () => {
    const { page, overlay } = await start(await world.person('alice'), VISIT);
    await see(overlay, 'Agree on a date by phone first.');
    await see(overlay, 'A visit takes half a day.');
    await complete(overlay, 'Plan it');
    for (const words of [
      'Enter: Purpose',
      'Enter: People',
      'Enter: Day',
      'Choose one: Travel by',
      'Tick this to go on: They have agreed',
    ]) {
      await see(overlay, words);
    }
    expect(await focusName(overlay)).toMatch(/^Purpose/);
    await fill(overlay, /^Purpose/, 'Talk');
    await fill(overlay, /^E-mail/, 'nobody');
    await fill(overlay, /^People/, '12');
    await complete(overlay, 'Plan it');
    await see(overlay, 'Enter at least 5 characters; there are 4 now.');
    await see(overlay, 'Enter an e-mail address, such as name@example.com.');
    await see(overlay, 'Enter 9 or less.');
    expect((await statuses())[0]).toBe('running');

    await fill(overlay, /^Purpose/, 'See the bakery');
    await fill(overlay, /^E-mail/, 'eva@example.com');
    await fill(overlay, /^People/, '2');
    await enterDate(overlay, /^Day/, '2027-03-01');
    await choose(overlay, /^Travel by/, 'train');
    await press(overlay, 'choice', 'Service');
    await press(overlay, 'choice', /^They have agreed/);
    await complete(overlay, 'Plan it');
    await find(overlay, 'heading', 'Go there');
    await see(overlay, 'See the bakery / 2 / 2027-03-01 / train');
    await see(overlay, 'service');
    await see(overlay, 'true / eva@example.com');
    await page.close();
  });

  it('[M15] has buttons of its own: one takes the page as it stands, and leads another way', async () => {
    const { page, overlay } = await start(await world.person('alice'), VISIT);
    await fill(overlay, /^Purpose/, 'Talk');
    await find(overlay, 'button', 'Drop it');
    await complete(overlay, 'Keep as a draft');
    await overlayGone(page);
    expect((await statuses())[0]).toBe('completed');
    await page.close();
  });

  it('[M16] that was designed stays to be done when it is closed, and is completed by its own button', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await start(alice, CHECK);
    await fill(overlay, /^Street/, 'Mill Lane 4');
    await press(overlay, 'button', 'Close');
    await overlayGone(page);
    expect((await statuses())[0]).toBe('running');

    const again = await alice.pressProcess(page);
    await press(again, 'button', /^Check their address/);
    expect(await entered(again, /^Street/)).toBe('Mill Lane 4');
    await complete(again, 'It is right');
    await overlayGone(page);
    expect((await statuses())[0]).toBe('completed');
    await page.close();
  });

  it('[M06] [M07] of an activity wants a result that leads somewhere; closing it completes nothing and keeps what was typed', async () => {
    const alice = await world.person('alice');
    const before = await statuses();
    const page = await alice.onPage(world.crm('demo').recordUrl);
    // The step that the test of the fields has left.
    const overlay = await alice.pressProcess(page);
    await press(overlay, 'button', /^Go there/);
    await find(overlay, 'heading', 'Go there');
    expect(await offered(overlay)).toEqual(['met', 'missed']);
    await complete(overlay, 'Complete');
    await see(overlay, 'Choose a result to complete this.');
    await fill(overlay, /^Details of the result/, 'The door was closed');
    await press(overlay, 'button', 'Close');
    await overlayGone(page);
    expect(await statuses()).toEqual(before);

    const again = await alice.pressProcess(page);
    await press(again, 'button', /^Go there/);
    expect(await entered(again, /^Details of the result/)).toBe('The door was closed');
    await press(again, 'choice', 'Nobody was there');
    await complete(again, 'Complete');
    await overlayGone(page);
    expect(await statuses()).not.toEqual(before);
    await page.close();
  });

  it('[M03] [M26] can be worked on with the keyboard only, from the start to the end', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(`${world.crm('demo').origin}/leads/3`);
    await until('the button', () => hasProcess(page));
    await page.bringToFront();
    await until('the Process button to have the focus', async () => {
      await page.keyboard.press('Tab');
      return (await hostFocus(page)) === 'throughline-button';
    });
    await page.keyboard.press('Enter');
    const overlay = await alice.overlay(page);
    await find(overlay, 'button', /^Plan a visit/);
    await until('the focus in the menu', async () => (await focusName(overlay)) !== '');
    await page.keyboard.press('p');
    await focusAt(overlay, /^Plan a visit/);
    await page.keyboard.press('Enter');

    await find(overlay, 'heading', 'Plan the visit');
    await focusAt(overlay, /^Purpose/);
    await page.keyboard.type('See the bakery');
    await tabTo(page, overlay, 'field', /^People/);
    await page.keyboard.type('2');
    await tabTo(page, overlay, 'field', /^Day/);
    await page.keyboard.type('03012027');
    await tabTo(page, overlay, 'field', /^Travel by/);
    await page.keyboard.type('T');
    await tabTo(page, overlay, 'choice', /^They have agreed/);
    await page.keyboard.press(' ');
    await tabTo(page, overlay, 'button', 'Plan it');
    await seenEnough(overlay);
    await page.keyboard.press('Enter');

    await find(overlay, 'heading', 'Go there');
    await focusAt(overlay, 'Go there');
    await see(overlay, 'See the bakery / 2 / 2027-03-01 / train');
    await tabTo(page, overlay, 'choice', 'Met them');
    await page.keyboard.press(' ');
    await tabTo(page, overlay, 'button', 'Complete');
    await seenEnough(overlay);
    await page.keyboard.press('Enter');
    await overlayGone(page);
    expect(await hostFocus(page)).toBe('throughline-button');
    expect((await statuses())[0]).toBe('completed');
    await page.close();
  });
});

/** The codes of the answers that are chosen now. */
function chosen(overlay: Frame): Promise<string[]> {
  return overlay.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('input:checked')].map(({ value }) => value),
  );
}

/** The codes of the results that can be chosen. */
function offered(overlay: Frame): Promise<string[]> {
  return overlay.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')].map(({ value }) => value),
  );
}
