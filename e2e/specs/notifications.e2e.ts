import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LinkedRecord } from '../../lib/protocol/index.ts';
import { cancelAll } from '../support/effects.ts';
import { complete, overlayGone, type Person, seeBadge } from '../support/person.ts';
import { deploySmall, NOTE_CALL, startSmall, TWO_ANSWERS } from '../support/processes.ts';
import { find, has, press, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

describe('notifications of the browser', () => {
  const world = useWorld({ allowed: ['notifications'] });
  const admin = () => world.server.as('admin');
  const record = (type: string, title: string): LinkedRecord => {
    const url = `${world.crm('demo').origin}/${type}s/1`;
    return { system: 'demo', type, id: '1', title, url };
  };
  const ovens = () => record('lead', 'Two deck ovens');
  const ticket = () => record('ticket', 'Invoice shows the wrong delivery address');
  beforeAll(async () => deploySmall(await admin(), NOTE_CALL, TWO_ANSWERS));

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

async function switchOn(person: Person): Promise<void> {
  const options = await person.options();
  await press(options, 'button', 'Turn on notifications');
  await until('the switches', () => has(options, 'choice', 'Tell me about new tasks'));
  await options.close();
}
