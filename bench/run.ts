/**
 * `npm run bench`: measures what the design promises, each figure next to a baseline of the same run.
 * `--json` prints one JSON line per figure, `--only <bench>[,…]` runs some. Nothing else should run meanwhile.
 * `hosts` and `hosts-firefox` measure on the CRMs that run here, `--on <crm>[,…]` on some; `hosts` takes `--beside <folder>`:
 * another unpacked extension to measure on the same pages.
 */
import { parseArgs } from 'node:util';
import { asJson, type Figure, readable } from './support/figure.ts';

/** In the order in which they run; each is loaded only when it does. */
const BENCHES = [
  ...['sizes', 'page', 'overlay', 'push', 'drawer', 'clients', 'start'],
  ...['engine', 'log', 'activities', 'cases', 'stage-bar', 'hosts', 'hosts-firefox'],
] as const;

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: text, on: text, beside: text } });
const wishes = { on: values.on?.split(',') ?? null, beside: values.beside ?? null };
const chosen = values.only?.split(',') ?? [...BENCHES];
const unknown = chosen.filter((name) => !BENCHES.some((bench) => bench === name));
if (unknown.length > 0) {
  console.error(`Expected --only with some of ${BENCHES.join(', ')}, got ${unknown.join(', ')}.`);
  process.exit(2);
}

let failed = false;
for (const name of chosen) {
  const { bench } = await import(`./${name}.ts`);
  try {
    const report = (figure: Figure) => console.log(values.json ? asJson(figure) : readable(figure));
    await bench.run(report, wishes);
  } catch (error) {
    failed = true;
    console.error(`The bench ${name} did not finish:`, error);
  }
}
process.exit(failed ? 1 : 0);
