import { deployCase } from '../e2e/support/cases.ts';
import { CaseDefinition } from '../lib/cases/definition.ts';
import { connectApi } from '../scripts/start/api.ts';
import { type Bench, median } from './support/figure.ts';
import { type BenchWorld, SYSTEM, startBenchWorld } from './support/world.ts';

const ROUNDS = 10;
const BAR = 'throughline-stages';

const CASE = CaseDefinition.parse({
  ...{ format: 'throughline-case/1', key: 'bench-case', name: 'Bench', section: `${SYSTEM}:issue` },
  stageField: 'status_id',
  stages: [
    ...['1', '2', '3', '4'].map((value) => ({ id: `stage-${value}`, name: `Stage ${value}`, value })),
    { id: 'over', name: 'Over', value: '5', end: 'successful' },
  ],
});

/** The stage bar of a page that goes from record to record, each with a case. */
export const bench: Bench = {
  name: 'stage-bar',
  async run(report) {
    const world = await startBenchWorld();
    try {
      await beginCases(world);
      // On the way out each case is asked of the server, on the way again it is known.
      const first = await leafThrough(world);
      const again = await leafThrough(world);
      const name = 'anchor in the page to stage bar visible';
      report({ name, value: median(again), unit: 'ms', budget: 100 });
      report({ name: `${name}, record never seen before`, value: median(first), unit: 'ms', budget: null });
    } finally {
      await world.close();
    }
  },
};

async function beginCases({ admin, server, site }: BenchWorld): Promise<void> {
  await deployCase(admin, CASE);
  const alice = await connectApi(server.url, 'alice');
  for (let id = 1; id <= ROUNDS + 1; id += 1) {
    const place = { system: SYSTEM, type: 'issue', id: String(id) };
    const record = { ...place, title: `Issue ${id}`, url: `${site.origin}/issues/${id}` };
    await alice.post('/cases', { process: CASE.key, record });
  }
}

async function leafThrough({ alice, site }: BenchWorld): Promise<number[]> {
  const page = await alice.driver.browser.newPage();
  await page.goto(site.record, { waitUntil: 'load' });
  await page.waitForSelector(BAR);
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    samples.push((await page.evaluate(`bench.navigate('${BAR}')`)) as number);
  await page.close();
  return samples;
}
