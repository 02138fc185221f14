import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { System } from '../../lib/protocol/index.ts';
import { DIALECTS } from '../../lib/testing/synthetic-host/dialects.ts';
import { cases, type Players, play } from '../support/host-fuzz.ts';
import { deploySmall, NOTE_CALL } from '../support/processes.ts';
import { type SyntheticSite, startSyntheticSite } from '../support/synthetic-site.ts';
import { press, see, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

/** `npm run fuzz` sets these; in between, a few cases that are always the same. */
const MINUTES = Number(process.env.FUZZ_MINUTES ?? 0);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const PATH = process.env.FUZZ_PATH ? { path: process.env.FUZZ_PATH } : {};
const FEW = 4;

describe('a CRM that does whatever CRMs do, in any order', () => {
  const world = useWorld({ crms: [] });
  const sites = new Map<string, SyntheticSite>();
  let players: Players;

  beforeAll(async () => {
    const admin = await world.server.as('admin');
    for (const { kind } of DIALECTS)
      if (kind !== null && !sites.has(kind)) sites.set(kind, await startSyntheticSite());
    const systems: System[] = [...sites].map(([kind, { origin }]) => ({
      ...{ id: kind, kind, name: `Synthetic ${kind}`, origins: [origin] },
    }));
    await admin.put('/systems', systems);
    await deploySmall(admin, NOTE_CALL);
    const person = await world.person('alice');
    for (const { origin } of sites.values()) await person.allow(origin);
    players = { person, admin, own: await world.server.as('alice'), sites };
  });
  afterAll(() => Promise.all([...sites.values()].map((site) => site.close())));

  it(
    '[M20] [M28] [M41] has one button for its record, keeps what was typed, and its drawer is as the server says',
    async () => {
      let played = 0;
      const property = fc.asyncProperty(cases, async (one) => {
        played += 1;
        await play(players, one);
      });
      const limits = MINUTES
        ? { numRuns: 100_000, interruptAfterTimeLimit: MINUTES * 60_000 }
        : { numRuns: FEW };
      // The browser remembers what the cases before have done, so a failing one cannot be made smaller.
      await fc.assert(property, { seed: SEED, ...PATH, ...limits, endOnFailure: true });
      if (MINUTES) console.log(`${played} cases with the seed ${SEED}.`);
    },
    MINUTES * 60_000 + 120_000,
  );

  it('[M20] has the button in a corner where its toolbar is gone, and tells nobody but the person how it is built now', async () => {
    const { person } = players;
    const site = sites.get('demo') as SyntheticSite;
    site.be({ dialect: 'path', rendering: 'replace', surface: 'document', headers: ['csp'] });
    const page = await person.onPage(`${site.origin}/leads/2`);
    await until('the button', () => page.$('[data-toolbar] > throughline-button'));
    await page.$eval('[data-toolbar]', (toolbar) => toolbar.remove());
    await until('the button in a corner', () => page.$('html > throughline-button'));
    await person.pressProcess(page);
    const options = await person.options();
    await see(options, 'The place for the button was not found.');
    await press(options, 'button', /^Show a report/);
    const report = await until('the report', () =>
      options.$eval('textarea', (shown) => (shown as HTMLTextAreaElement).value),
    );
    expect(report).toContain('[data-toolbar]: 0, visible 0');
    expect(report).toContain('main[data-record]');
    expect(report).not.toContain('Kiln');
    for (const tab of [options, page]) await tab.close();
  });

  it('[M40] is left without a trace when its permission is taken away', async () => {
    const { person } = players;
    const site = sites.get('demo') as SyntheticSite;
    site.be({ dialect: 'path', rendering: 'replace', surface: 'document', headers: ['csp'] });
    const page = await person.onPage(`${site.origin}/leads/1`);
    const left = () =>
      page.evaluate(
        () => document.querySelectorAll('throughline-button, throughline-overlay, throughline-stages').length,
      );
    await person.pressProcess(page);
    await until('button and overlay', async () => (await left()) === 2);
    const options = await person.options();
    await press(options, 'button', /^Remove /);
    await see(options, 'Not allowed yet');
    await until('nothing of ours in the page', async () => (await left()) === 0);
    for (const tab of [options, page]) await tab.close();
  });
});
