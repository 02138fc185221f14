import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { CrmName } from '../../demo/crms/crm.ts';
import { crmKind } from '../../demo/crms/index.ts';
import { connectionOf } from '../../scripts/start/connect-crm.ts';
import { deployCase, offeredCase } from '../support/cases.ts';
import { CALL_BACK, type CrmPlayers, days } from '../support/crm-days.ts';
import { playDay } from '../support/crm-fuzz.ts';
import { crmIsHere } from '../support/crms.ts';
import { zoomTabs } from '../support/person.ts';
import { deploySmall } from '../support/processes.ts';
import { type SyntheticSite, startSyntheticSite } from '../support/synthetic-site.ts';
import { useWorld } from '../support/world.ts';

/** `npm run fuzz -- --crm redmine` sets these; in between, a few days that are always the same. */
const MINUTES = Number(process.env.FUZZ_MINUTES ?? 0);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const PATH = process.env.FUZZ_PATH ? { path: process.env.FUZZ_PATH } : {};
const CRM = crmKind(process.env.FUZZ_CRM || 'demo').kind as CrmName;
const FEW = 3;

describe.skipIf(!(await crmIsHere(CRM)))(`whatever people do on ${CRM}, in any order`, () => {
  const world = useWorld({ crms: [CRM] });
  let players: CrmPlayers;
  let outside: SyntheticSite;

  beforeAll(async () => {
    const admin = await world.server.as('admin');
    const crm = world.crm(CRM);
    const connection = connectionOf(crm);
    if (connection) await admin.put(`/systems/${CRM}/connection`, connection);
    await deploySmall(admin, CALL_BACK);
    const [staged = ''] = Object.keys(crm.records);
    await deployCase(admin, offeredCase(`${CRM}:${staged}`));
    const person = await world.person('alice');
    const own = await world.server.as('alice');
    const remote = await person.popup();
    outside = await startSyntheticSite();
    players = {
      ...{ person, admin, own, crm, staged, outside: outside.elsewhere, done: new Map() },
      zoom: (factor) => zoomTabs(remote, crm.origin, factor),
    };
  });
  afterAll(() => outside?.close());

  it(
    '[M20] [M28] [M36] [M40] [M41] has one button for its record, at most one stage bar, and keeps what was typed',
    async () => {
      let played = 0;
      const property = fc.asyncProperty(days, async (day) => {
        played += 1;
        await playDay(players, day);
      });
      const limits = MINUTES
        ? { numRuns: 100_000, interruptAfterTimeLimit: MINUTES * 60_000 }
        : { numRuns: FEW };
      try {
        // The browser remembers what the days before have done, so a failing one cannot be made smaller.
        await fc.assert(property, { seed: SEED, ...PATH, ...limits, endOnFailure: true });
      } finally {
        const steps = [...players.done].map(([kind, count]) => `${kind} ${count}`).join(', ');
        if (MINUTES) console.log(`${played} days on ${CRM} with the seed ${SEED}: ${steps}.`);
      }
    },
    MINUTES * 60_000 + 180_000,
  );
});
