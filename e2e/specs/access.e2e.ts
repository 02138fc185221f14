import { describe, expect, it } from 'vitest';
import { hasProcess, type Person } from '../support/person.ts';
import { has, press, see, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

describe('access to a CRM', () => {
  const world = useWorld();

  it('[M40] is asked for per site, and without it there is no button', async () => {
    const bob = await world.visitor('bob');
    const { recordUrl, origin } = world.crm('demo');
    const page = await bob.onPage(recordUrl);
    await see(page, 'Two deck ovens');
    const options = await bob.options();
    await see(options, 'Not allowed yet');
    expect(await hasProcess(page)).toBe(false);
    await bob.allow(origin);
    await page.bringToFront();
    await until('the button, without a reload', () => hasProcess(page));
    await takeAway(bob);
    await page.reload();
    await see(page, 'Two deck ovens');
    expect(await hasProcess(page)).toBe(false);
    expect(await has(options, 'button', /^Remove /)).toBe(false);
  });

  it('[M20] stands on every page that is loaded in the same tab, one after the other', async () => {
    const alice = await world.person('alice');
    const { origin, recordUrl } = world.crm('demo');
    const page = await alice.onPage(recordUrl);
    for (const id of [2, 3, 4]) {
      await until('the button', () => hasProcess(page));
      await page.goto(`${origin}/leads/${id}`);
    }
    await alice.pressProcess(page);
    await page.close();
  });
});

async function takeAway(person: Person): Promise<void> {
  const options = await person.options();
  await press(options, 'button', /^Remove /);
  await see(options, 'Not allowed yet');
}
