import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LinkedRecord } from '../../lib/protocol/index.ts';
import { process } from '../../server/engine/testing/process-builder.ts';
import { cancelAll } from '../support/effects.ts';
import { complete, overlayGone, type Person, seeBadge } from '../support/person.ts';
import { deploySmall, NOTE_CALL, small, startSmall, TWO_ANSWERS } from '../support/processes.ts';
import { find, has, press, pressIfThere, type Scope, seeNoMore, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

/** To be begun tomorrow, and to be reminded of at once. */
const CALL = small(
  'call-mill',
  'Call the mill',
  process({ record: 'demo:lead' })
    .start('in')
    .task('call', {
      name: 'Call the mill',
      assignee: 'bob',
      properties: { 'start-in': 'P1D', 'remind-in': 'P2D' },
    })
    .end('out')
    .path('in', 'call', 'out'),
);

/** As long as the shortest time for which a reminder can be put off. */
const SHORTEST_MS = 5 * 60_000;
/** Long enough to see it go, short enough to wait for it. */
const SOON_MS = 8000;

describe('notifications of the browser', () => {
  const world = useWorld({ allowed: ['notifications'] });
  const admin = () => world.server.as('admin');
  const record = (type: string, title: string): LinkedRecord => {
    const url = `${world.crm('demo').origin}/${type}s/1`;
    return { system: 'demo', type, id: '1', title, url };
  };
  const ovens = () => record('lead', 'Two deck ovens');
  const ticket = () => record('ticket', 'Invoice shows the wrong delivery address');
  beforeAll(async () => deploySmall(await admin(), NOTE_CALL, TWO_ANSWERS, CALL));

  beforeEach(async () => {
    await cancelAll(world.server);
    const bob = await world.person('bob');
    await seeBadge(bob, '');
    await until('no notification', async () => (await bob.toasts()).length === 0);
  });

  it('[M23] are off until the person turns them on; then a step in the background is told once', async () => {
    const bob = await world.person('bob');
    await switchOn(bob);
    await startSmall(await admin(), NOTE_CALL, ovens());
    const told = await until('one notification', async () => (await bob.toasts())[0]);
    expect(told).toMatch(/^task:/);

    await bob.driver.stopBackground();
    await startSmall(await admin(), NOTE_CALL, ovens());
    await until('the notification of the next one', async () => (await bob.toasts()).length === 2);
    expect(await bob.toasts()).toContain(told);
  });

  it('[M23] go when the step is completed', async () => {
    const bob = await world.person('bob');
    await startSmall(await admin(), NOTE_CALL, ovens());
    await until('the notification', async () => (await bob.toasts()).length === 1);
    const page = await bob.onPage(ovens().url ?? '');
    const menu = await bob.pressProcess(page);
    await press(menu, 'button', /^Note the call/);
    await find(menu, 'heading', 'Note the call');
    await complete(menu, 'Done');
    await overlayGone(page);
    await until('no notification', async () => (await bob.toasts()).length === 0);
    await page.close();
  });

  it('[M09] [M23] a reminder is told and stands in the drawer; put off it goes and comes again, cancelled it is gone', async () => {
    const bob = await world.person('bob');
    await switchOn(bob);
    await startSmall(await admin(), CALL, ovens());
    const told = await until('the reminder', async () => (await bob.toasts())[0]);
    expect(told).toMatch(/^reminder:/);
    const page = await bob.onPage(ovens().url ?? '');
    const drawer = await bob.pressKeys(page, 'my-tasks');
    await find(drawer, 'heading', 'Reminders (1)');
    // Only the reminder is due: the task is tomorrow's.
    expect(await bob.badge()).toBe('');

    await whileSlow(drawer, SHORTEST_MS - SOON_MS, async () => {
      await press(drawer, 'button', 'Remind me later: Call the mill');
      await press(drawer, 'button', 'in 5 minutes');
    });
    await seeNoMore(drawer, 'Reminders');
    await until('the notification gone', async () => (await bob.toasts()).length === 0);
    await until('the notification again', async () => (await bob.toasts()).join() === told);
    await find(drawer, 'heading', 'Reminders (1)');

    await press(drawer, 'button', 'Cancel the reminder: Call the mill');
    await seeNoMore(drawer, 'Reminders');
    await until('no notification', async () => (await bob.toasts()).length === 0);
    await press(drawer, 'choice', /^Show future tasks/);
    await find(drawer, 'button', /^Call the mill/);
    await page.close();
  });

  it('[M23] those that were missed while signed out come in one at the next sign-in', async () => {
    const sam = await world.person('sam');
    await switchOn(sam);
    await sam.signOut();
    await startSmall(await admin(), TWO_ANSWERS, ticket());
    expect(await sam.toasts()).toEqual([]);
    await sam.signIn();
    await until('one notification of all', async () => (await sam.toasts()).join() === 'tasks');
    await seeBadge(sam, '2');
  });
});

/** Does something while the clock of a page goes slow by so much: what it puts off comes back that much sooner. */
async function whileSlow(scope: Scope, ms: number, act: () => Promise<void>): Promise<void> {
  await scope.evaluate((by) => {
    const { now } = Date;
    Reflect.set(window, 'setRight', () => Reflect.set(Date, 'now', now));
    Date.now = () => now.call(Date) - by;
  }, ms);
  await act();
  await scope.evaluate(() => (Reflect.get(window, 'setRight') as () => void)());
}

async function switchOn(person: Person): Promise<void> {
  const options = await person.options();
  await until('the switches', async () => {
    await pressIfThere(options, 'button', 'Turn on notifications');
    return has(options, 'choice', 'Tell me about new tasks');
  });
  await options.close();
}
