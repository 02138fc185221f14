/** `npm test`: everything that must hold, with one plain line at the end. See `checks.ts` for what runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKS, type Check } from './checks.ts';
import { run, runQuietly, stopAll } from './run.ts';
import { lastLine, NOTHING, sum, type Tally, tallyOfCommand, tallyOfReport } from './tally.ts';
import { installTools, missingLine, programOf } from './tools.ts';

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, help: { type: 'boolean' } },
});

if (values.help) {
  console.log('npm test                          everything\nnpm test -- --only <check>[,…]   some of:\n');
  for (const check of CHECKS) console.log(`  ${check.name.padEnd(12)} ${check.title}`);
  process.exit(0);
}

/** A log is read by people and searched by programs: colours only on a terminal. */
const PLAIN_OUTPUT: Record<string, string> = process.stdout.isTTY
  ? { CI: 'true' }
  : { CI: 'true', NO_COLOR: '1' };

stopTogether();
const checks = chosen(values.only?.flatMap((names) => names.split(',')) ?? []);
// The compiler's settings extend a file that WXT writes.
await runQuietly('wxt prepare', { minutes: 2 });
await installTools([...new Set(checks.flatMap((check) => check.needs))]);
const reports = mkdtempSync(join(tmpdir(), 'throughline-test-'));
const lines: string[] = [];
const tallies: Tally[] = [];
for (const check of checks) tallies.push(await perform(check));

rmSync(reports, { recursive: true });

console.log(`\n${lines.join('\n')}\n`);
const total = sum(tallies);
console.log(lastLine(total));
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

async function perform(check: Check): Promise<Tally> {
  console.log(`\n━━ ${check.title} (${check.name}) ━━`);
  const missing = check.needs.filter((tool) => !programOf(tool));
  if (missing.length > 0) {
    const line = `skipped  ${check.title}: ${missing.map(missingLine).join('; ')}`;
    console.log(line);
    lines.push(line);
    return { ...NOTHING, skipped: 1 };
  }
  const report = join(reports, `${check.name}.json`);
  const reporters = `--reporter=default --reporter=json --outputFile.json='${report}'`;
  const started = performance.now();
  const outcome = await run(check.vitest ? `${check.command} ${reporters}` : check.command, {
    minutes: check.minutes,
    env: { ...PLAIN_OUTPUT, ...check.env },
  });
  const tally = check.vitest ? tallyOfReport(outcome, report) : tallyOfCommand(outcome);
  const seconds = Math.round((performance.now() - started) / 1000);
  const late = outcome.timedOut ? ` (ended after ${check.minutes} minutes)` : '';
  const line = `${tally.failed > 0 ? 'FAILED ' : 'passed '}  ${check.title}: ${lastLine(tally)}, ${seconds} s${late}`;
  console.log(line);
  lines.push(line);
  return tally;
}

function chosen(names: readonly string[]): readonly Check[] {
  const unknown = names.filter((name) => !CHECKS.some((check) => check.name === name));
  if (unknown.length > 0) {
    const known = CHECKS.map((check) => check.name).join(', ');
    console.error(
      `Expected --only with names of checks (${known}), got ${unknown.join(', ')}. See npm test -- --help.`,
    );
    process.exit(2);
  }
  return names.length > 0 ? CHECKS.filter((check) => names.includes(check.name)) : CHECKS;
}

/** Whatever ends this process ends what it started. */
function stopTogether(): void {
  const stop = (): never => {
    stopAll();
    return process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(signal, stop);
}
