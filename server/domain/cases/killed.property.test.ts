/**
 * Random cases on a server that dies at random: what is there afterwards is what would be there otherwise, and case, CRM
 * and channel agree.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleCase, stage, taskStep } from '../../../lib/cases/testing/sample-case.ts';
import { type CaseCommand, type Command, ProtocolError } from '../../../lib/protocol/index.ts';
import { CrmError } from '../../crm/errors.ts';
import { leadOf } from '../../testing/cases.ts';
import {
  clearRuns,
  deathsAmong,
  drain,
  type Fate,
  hasErrands,
  outcomeOf,
  surviving,
} from '../../testing/killing.ts';
import { LEADS, useCases } from '../../testing/use-cases.ts';
import { runCommand } from '../commands.ts';
import { recordEvents } from '../record-events.ts';
import { listTasks } from '../tasks.ts';

const bench = useCases();
const HOUR = 3_600_000;

const DEFINITION = sampleCase({
  afterEnd: 'open',
  stages: [
    stage('qualify', { steps: [taskStep('call'), taskStep('note', { required: false, after: 'call' })] }),
    stage('propose', {
      steps: [taskStep('offer', { results: [{ result: 'done', stage: 'won' }] })],
    }),
    stage('won', { end: 'successful', steps: [taskStep('thank')] }),
    stage('lost', { end: 'unsuccessful' }),
  ],
});
const VALUES = ['qualify', 'propose', 'won', 'lost', 'strange', null];

/** What people, the CRM and the network do; `pick` chooses among what is there. */
const deed = fc.record({
  what: fc.constantFrom('complete', 'move', 'add', 'settle', 'crm', 'crm', 'work', 'down', 'begin'),
  pick: fc.nat(11),
});
type Deed = typeof deed extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** Does one deed after the other on servers that die as told; gives what is there when everything has come to rest. */
async function run(deeds: readonly Deed[], isDeadly: (n: number) => Fate) {
  await clearRuns(bench.database);
  bench.fill(LEADS);
  const { survive, count } = surviving(bench.database, () => bench.around, isDeadly);
  const attempt = () => {
    bench.clock.forward(HOUR);
    return drain(bench.database, bench.clock.now, survive);
  };
  // What died is tried again after a pause.
  const work = async () => {
    do await attempt();
    while (await hasErrands(bench.database));
  };
  // What is refused is refused whoever died.
  const command = (id: string, ordered: Command) =>
    survive((around) => runCommand(around, 'alice', id, ordered)).catch((error) => {
      if (!(error instanceof ProtocolError)) throw error;
    });
  const decide = async (id: string, choose: (at: { instance: string; revision: number }) => CaseCommand) => {
    const found = (await bench.view('1')).case;
    if (found) await command(id, choose(found));
  };
  // She looks at the record, and is told what happens to it.
  await bench.view('1');
  await command('first', { type: 'case.start', process: 'sale', record: leadOf('1') });
  for (const [at, { what, pick }] of deeds.entries()) {
    const id = `deed ${at}`;
    const tasks = (await listTasks(bench.db, 'alice')).filter(({ kind }) => kind === 'perform-task');
    const task = tasks.toSorted((one, other) => one.title.localeCompare(other.title))[pick % tasks.length];
    const { id: to = '' } = DEFINITION.stages[pick % DEFINITION.stages.length] ?? {};
    if (what === 'work') await work();
    else if (what === 'begin')
      await command(id, { type: 'case.start', process: 'sale', record: leadOf('1') });
    else if (what === 'move')
      await decide(id, (found) => ({ type: 'case.move', stage: to, ...onlyPlace(found) }));
    else if (what === 'settle')
      await decide(id, (found) => ({
        ...{ type: 'case.settle', keep: pick % 2 === 0 ? 'case' : 'crm' },
        ...onlyPlace(found),
      }));
    else if (what === 'add')
      await decide(id, ({ instance }) => ({ type: 'case.add', instance, kind: 'send-email', subject: id }));
    else if (what === 'complete' && task) {
      const submission = { kind: 'perform-task', result: 'done', details: null } as const;
      await command(id, { type: 'task.complete', task: task.id, submission });
    } else if (what === 'crm') await changeInCrm(VALUES[pick % VALUES.length] ?? null);
    else if (what === 'down' && bench.crm) {
      bench.crm.fault = new CrmError('unreachable', 'Expected an answer, got none.');
      await attempt();
      bench.crm.fault = null;
    }
  }
  await work();
  return { outcome: await outcomeOf(bench.database), statements: count() };
}

const onlyPlace = ({ instance, revision }: { instance: string; revision: number }) => ({
  instance,
  revision,
});

/** Somebody works there, and it tells of it; that is not what dies here. */
async function changeInCrm(status: string | null): Promise<void> {
  await bench.crm?.modify('lead', '1', { status });
  const record = { system: 'crm-1', type: 'lead', id: '1', changedFields: ['status'] };
  await recordEvents(bench.around, [{ ...record, event: 'modified', data: { id: '1', status } }]);
}

/** Case, row, CRM and channel say the same, or it is said that they do not. */
async function expectAgreement(): Promise<void> {
  const found = (await bench.view('1')).case;
  const rows = await bench.db.selectFrom('record_case').selectAll().where('ended_at', 'is', null).execute();
  expect(rows.length).toBeLessThanOrEqual(1);
  if (!found) return;
  const running = found.status === 'running' || found.status === 'error';
  expect(rows.map(({ instance, stage: id }) => [instance, id])).toEqual(
    running ? [[found.instance, found.stage]] : [],
  );
  const held = await bench.stageInCrm('1');
  const { value } = DEFINITION.stages.find(({ id }) => id === found.stage) ?? {};
  if (!running) return;
  const { agreement } = found;
  expect(agreement.state).toMatch(/^(agreed|conflict)$/);
  if (agreement.state === 'agreed') expect(held).toBe(value);
  if (agreement.state === 'conflict') expect(held).not.toBe(value);
  expect((await bench.told('alice')).length).toBeGreaterThan(0);
}

/** Without how often the record was looked at: a server that dies may look once more, which changes nothing. */
function settled({ instances, log, told, ...rest }: Awaited<ReturnType<typeof outcomeOf>>) {
  return {
    ...rest,
    instances: instances.map((line) => line.replace(/"log_head":\d+,/, '')),
    log: log.filter((line) => !line.includes('"job.created"')),
    told: told.filter((line) => !line.includes('"case.changed"')),
  };
}

test('killing the server while cases begin, move and follow their CRM changes nothing', async () => {
  await bench.deployCase(DEFINITION);
  const script = fc.array(deed, { minLength: 4, maxLength: 14, size: 'max' });
  await fc.assert(
    fc.asyncProperty(script, fc.infiniteStream(fc.nat(1_000_000)), async (deeds, numbers) => {
      const { outcome: expected, statements } = await run(deeds, () => null);
      await expectAgreement();
      expect(expected).toMatchObject({ gaps: [] });
      const [seed = 0] = [...numbers.take(1)];
      const [isDeadly = () => null] = fc.sample(deathsAmong(statements, 8), { numRuns: 1, seed });
      const { outcome } = await run(deeds, isDeadly);
      expect(outcome.gaps).toEqual([]);
      // When a CRM that was down is asked again depends on how long the pauses were.
      if (deeds.every(({ what }) => what !== 'down')) expect(settled(outcome)).toEqual(settled(expected));
      await expectAgreement();
    }),
    { numRuns: 12 },
  );
}, 120_000);
