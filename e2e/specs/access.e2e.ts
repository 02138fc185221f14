import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunningCrm } from '../../demo/crms/crm.ts';
import { crmKind } from '../../demo/crms/index.ts';
import { targetBrowser } from '../support/driver.ts';
import { hasProcess, type Person } from '../support/person.ts';
import { takesPolicies } from '../support/policy.ts';
import { find, has, press, see, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const DEMO = { id: 'demo', kind: 'demo', name: 'Demo CRM' };

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

  it.skipIf(!takesPolicies(targetBrowser()))(
    '[M40] is what an administrator lets it be: a policy of the browser sets the server, and bars a CRM that was allowed',
    async () => {
      const { origin, recordUrl } = world.crm('demo');
      // Browsers give access to a host with all its ports: the neighbour is allowed with the other one.
      const neighbour = await startNeighbour();
      const admin = await world.server.as('admin');
      await admin.put('/systems', [{ ...DEMO, origins: [origin, neighbour.origin] }]);
      const maria = await world.visitor('maria', { blockedOrigins: [neighbour.origin], ownAdapters: false });
      await maria.allow(origin);
      const barred = await maria.onPage(neighbour.recordUrl);
      await see(barred, 'Two deck ovens');
      const page = await maria.onPage(recordUrl);
      await until('the button where it may be', () => hasProcess(page));
      expect(await hasProcess(barred)).toBe(false);
      const options = await maria.options();
      await see(options, 'Not allowed by your administrator');
      await see(options, `The extension does not work on ${neighbour.origin}.`);
      const point = await find(options, 'button', 'Open it and point');
      expect(await point.evaluate((button) => button.getAttribute('aria-disabled'))).toBe('true');
    },
  );
});

async function takeAway(person: Person): Promise<void> {
  const options = await person.options();
  await press(options, 'button', /^Remove /);
  await see(options, 'Not allowed yet');
}

/** A second CRM of the same kind, on another port, for one test. */
async function startNeighbour(): Promise<RunningCrm> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-neighbour-'));
  const crm = await crmKind('demo').start({ folder, port: 0 });
  onTestFinished(async () => {
    await crm.stop();
    rmSync(folder, { recursive: true });
  });
  return crm;
}
