/**
 * `npm run fuzz -- --browser chrome --minutes 10 [--seed 7 [--path 25]]`: plays random cases on the synthetic host in a
 * real browser until the time is up or one fails. What failed is printed with the seed and the path that lead to it.
 * `--crm redmine` (or tryton, odoo, …) plays on that CRM instead.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { crmKind } from '../demo/crms/index.ts';

const { values } = parseArgs({
  options: {
    browser: { type: 'string', default: 'chrome' },
    crm: { type: 'string', default: '' },
    minutes: { type: 'string', default: '10' },
    path: { type: 'string', default: '' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
  },
});
const { browser, crm, minutes, path, seed } = values;
if (browser !== 'chrome' && browser !== 'firefox') stop(`--browser chrome or firefox, got ${browser}`);
if (!(Number(minutes) > 0)) stop(`--minutes with a number above zero, got ${minutes}`);
if (!Number.isInteger(Number(seed))) stop(`--seed with a whole number, got ${seed}`);
if (crm) crmKind(crm);

const built = spawnSync('wxt', ['build', '-b', browser, ...(browser === 'firefox' ? ['--mv3'] : [])], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (built.status !== 0) process.exit(built.status ?? 1);
console.log(`${minutes} minutes in ${browser}${crm && ` on ${crm}`} with the seed ${seed}`);
const fuzz = { FUZZ_CRM: crm, FUZZ_MINUTES: minutes, FUZZ_SEED: seed, FUZZ_PATH: path };
const { status } = spawnSync(
  'vitest',
  ['run', '-c', 'e2e/vitest.config.ts', crm ? 'crm-fuzz' : 'host-fuzz'],
  {
    stdio: 'inherit',
    env: { ...process.env, BROWSER: browser, ...fuzz },
  },
);
process.exit(status ?? 1);

function stop(expected: string): never {
  console.error(`Expected ${expected}.`);
  process.exit(2);
}
