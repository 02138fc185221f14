/** What the adapter does beyond executing elements, on a real Operaton. */
import { afterAll, describe, expect, it } from 'vitest';
import {
  bpmn,
  call,
  end,
  error,
  exclusive,
  flow,
  message,
  parallel,
  path,
  service,
  signal,
  start as startEvent,
  task,
} from '../../../conformance/bpmn.ts';
import { startOperaton } from '../../../conformance/operaton.ts';
import { ProtocolError } from '../../../lib/protocol/index.ts';
import type { Effect, EngineCommand, Values } from '../model.ts';
import { process } from '../testing/process.ts';
import { createCamundaClient } from './client.ts';
import { createCamundaEngine } from './engine.ts';
import { RemoteProcess, RemoteState } from './state.ts';

const start = await startOperaton({ quickStart: true, jobExecutor: false });
afterAll(() => (start.ok ? start.operaton.stop() : undefined));

const address = { url: start.ok ? start.operaton.url : '' };
const engine = createCamundaEngine(address);
const client = createCamundaClient(address);
const occasion = { now: '2026-03-02T09:00:00.000Z', actor: 'anna' };

type Untimed<Command> = Command extends unknown ? Omit<Command, 'now' | 'actor'> : never;

async function deployed(xml: string): Promise<unknown> {
  const outcome = await engine.deploy({ bpmn: xml, forms: {} });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
  return outcome.process.definition;
}

/** An instance, with everything that was noticed about it. */
class Followed {
  readonly definition: unknown;
  state: unknown = null;
  status = '';
  effects: Effect[] = [];
  constructor(definition: unknown) {
    this.definition = definition;
  }
  static async of(xml: string, variables: Values = {}): Promise<Followed> {
    const followed = new Followed(await deployed(xml));
    await followed.command({ type: 'start', start: null, variables });
    return followed;
  }
  /** The effects of one command. */
  async command(command: Untimed<EngineCommand>): Promise<Effect[]> {
    const timed = { ...command, ...occasion } as EngineCommand;
    const advance = await engine.advance(this.definition, this.state, timed);
    this.state = JSON.parse(JSON.stringify(advance.state));
    this.status = advance.status;
    this.effects.push(...advance.effects);
    return advance.effects;
  }
  complete(step: string, variables: Values = {}): Promise<Effect[]> {
    return this.command({ type: 'complete', step, variables, outcome: 'done' });
  }
  get open(): string[] {
    return engine
      .explain(this.definition, this.state)
      .map(({ element, for: { type } }) => `${type} ${element}`);
  }
  get remote(): string {
    return RemoteState.parse(this.state).instance;
  }
}

const refusal = (command: Promise<unknown>) =>
  command.then(
    () => null,
    (fault: unknown) => (fault instanceof ProtocolError ? fault.wire.code : String(fault)),
  );

const two = bpmn('two', startEvent('in'), task('a'), task('b'), end('out'), path('in', 'a', 'b', 'out'));
const work = bpmn('work', startEvent('in'), service('look'), task('b'), path('in', 'look', 'b'));

describe.skipIf(!start.ok)(`an instance on Operaton${start.ok ? '' : ` (skipped: ${start.why})`}`, () => {
  it('opens tasks with titles, performers and pages of our own, from its variables', async () => {
    const xml = process({ caption: 'Call ${name}' })
      .start('in')
      .dialog('ask', { assignee: '${who}', properties: { title: 'Is ${name} there?' } })
      .end('out')
      .path('in', 'ask', 'out')
      .xml();
    const { effects, status } = await Followed.of(xml, { who: 'ben', name: 'Cleo' });
    expect(status).toBe('running');
    expect(effects).toContainEqual({ type: 'instance.captioned', caption: 'Call Cleo' });
    expect(effects.find(({ type }) => type === 'task.opened')).toMatchObject({
      task: {
        ...{
          element: 'ask',
          title: 'Is Cleo there?',
          performer: { user: 'ben', role: null },
          foreground: true,
        },
        content: { kind: 'user-dialog', answers: [{ code: 'yes' }, { code: 'no' }] },
      },
    });
  });

  it('runs what follows in the background where the element before says so', async () => {
    const xml = process()
      .start('in', { background: 'true' })
      .parallel('fork')
      .task('a')
      .end('out')
      .path('in', 'fork', 'a', 'out')
      .xml();
    const { effects } = await Followed.of(xml);
    expect(effects.find(({ type }) => type === 'task.opened')).toMatchObject({ task: { foreground: false } });
  });

  it('is the same when the answer of a command was lost', async () => {
    const lost = await Followed.of(two);
    const before = lost.state;
    const first = await lost.complete('s2');
    const after = lost.state;
    lost.state = before;
    const second = await lost.complete('s2');
    expect(second).toEqual(first);
    expect(lost.state).toEqual(after);
    expect(lost.open).toEqual(['person b']);
  });

  it('catches up with what others did there', async () => {
    const followed = await Followed.of(two);
    const [open] = await client.tasks(followed.remote);
    await client.completeTask(open?.id ?? '', {});
    const effects = await followed.command({ type: 'set-variables', variables: { n: 1 } });
    expect(effects).toMatchObject([
      { type: 'step.completed', step: 's2', outcome: null },
      { type: 'task.closed', step: 's2' },
      { type: 'step.entered', element: 'b' },
      { type: 'task.opened', task: { element: 'b' } },
    ]);
  });

  it('refuses what does not fit, as the embedded engine does', async () => {
    const followed = await Followed.of(two);
    await followed.complete('s2');
    expect(await refusal(followed.complete('s2'))).toBe('task-closed');
    expect(await refusal(followed.complete('s9'))).toBe('task-unknown');
    expect(await refusal(followed.command({ type: 'timer', timer: 't' }))).toBe('stale-event');
    expect(await refusal(followed.command({ type: 'event', subscription: 'e', variables: {} }))).toBe(
      'stale-event',
    );
    await followed.command({ type: 'cancel', reason: 'no longer needed' });
    expect(followed.status).toBe('cancelled');
    expect(await refusal(followed.command({ type: 'cancel', reason: 'again' }))).toBe('instance-closed');
    expect(await refusal(followed.command({ type: 'set-variables', variables: {} }))).toBe('instance-closed');
    expect(followed.open).toEqual([]);
  });

  it('is as it was when the engine refuses a completion', async () => {
    const followed = await Followed.of(
      bpmn(
        'refused',
        ...[startEvent('in'), task('a'), exclusive('x', { otherwise: 'x-c' }), task('b'), task('c')],
        ...[path('in', 'a', 'x', 'c'), flow('x', 'b', '${n > 1}')],
      ),
      { n: 'many' },
    );
    expect(await refusal(followed.complete('s2'))).toBe('step-unfit');
    expect(followed.open).toEqual(['person a']);
    await followed.complete('s2', { n: 2 });
    expect(followed.open).toEqual(['person b']);
  });

  it('hands work to workers, keeps what they bring, and is in Error when they give up', async () => {
    const followed = await Followed.of(work, { name: 'Acme' });
    expect(followed.effects).toContainEqual(
      expect.objectContaining({
        type: 'job.created',
        job: expect.objectContaining({
          step: 's2',
          topic: 'look',
          variables: expect.objectContaining({ name: 'Acme' }),
        }),
      }),
    );
    await followed.command({ type: 'job.failed', step: 's2', code: null, message: 'No connection.' });
    expect([followed.status, ...followed.open]).toEqual(['error', 'incident look']);
    const effects = await followed.command({ type: 'retry', step: 's2' });
    expect(effects.map(({ type }) => type)).toEqual(['instance.recovered', 'job.created']);
    await followed.command({ type: 'job.completed', step: 's2', outputs: { found: ['x', 'y'] } });
    expect(engine.variables(followed.definition, followed.state)).toMatchObject({ found: ['x', 'y'] });
    expect([followed.status, ...followed.open]).toEqual(['running', 'person b']);
  });

  it('goes on without work that an administrator skips', async () => {
    const followed = await Followed.of(work);
    await followed.command({ type: 'job.failed', step: 's2', code: null, message: 'No connection.' });
    const skip = {
      type: 'skip',
      step: 's2',
      outcome: null,
      variables: { found: 0 },
      reason: 'by hand',
    } as const;
    const effects = await followed.command(skip);
    expect(effects).toContainEqual(
      expect.objectContaining({ type: 'step.completed', element: 'look', skipped: 'by hand' }),
    );
    expect([followed.status, ...followed.open]).toEqual(['running', 'person b']);
  });

  it('is in Error without a performer, until the step is retried with one', async () => {
    const xml = process()
      .start('in')
      .task('a', { assignee: '${who}' })
      .end('out')
      .path('in', 'a', 'out')
      .xml();
    const followed = await Followed.of(xml);
    expect([followed.status, ...followed.open]).toEqual(['error', 'incident a']);
    await followed.command({ type: 'set-variables', variables: { who: 'ben' } });
    await followed.command({ type: 'retry', step: 's2' });
    expect([followed.status, ...followed.open]).toEqual(['running', 'person a']);
  });

  it('gives an open task to somebody else', async () => {
    const followed = await Followed.of(two);
    const performer = { user: null, role: 'sales' };
    const effects = await followed.command({ type: 'reassign', step: 's2', performer });
    expect(effects).toEqual([{ type: 'task.reassigned', step: 's2', performer }]);
    expect(engine.explain(followed.definition, followed.state)).toMatchObject([{ for: { role: 'sales' } }]);
  });

  it('goes through what the engine would do later by itself', async () => {
    const xml = two.replace('<userTask id="b"', '<userTask id="b" camunda:asyncBefore="true"');
    const followed = await Followed.of(xml);
    await followed.complete('s2');
    expect(followed.open).toEqual(['person b']);
  });

  it('begins at the start event that is named', async () => {
    const definition = await deployed(
      bpmn(
        'starts',
        ...[startEvent('in'), startEvent('by-order', message('ordered')), task('a'), task('b')],
        ...[path('in', 'a'), path('by-order', 'b')],
      ),
    );
    const followed = new Followed(definition);
    await followed.command({ type: 'start', start: 'by-order', variables: {} });
    expect(followed.open).toEqual(['person b']);
  });

  it('names a gateway at which a token is stuck there for good', async () => {
    const followed = await Followed.of(
      bpmn(
        'stuck',
        ...[
          startEvent('in'),
          parallel('fork'),
          task('a'),
          task('b'),
          exclusive('x', { otherwise: 'x-gone' }),
        ],
        ...[end('gone'), parallel('join'), task('d'), path('in', 'fork', 'a', 'join', 'd')],
        ...[path('fork', 'b', 'x', 'gone'), flow('x', 'join', '${stay}')],
      ),
      { stay: false },
    );
    for (const { step } of engine.explain(followed.definition, followed.state)) await followed.complete(step);
    expect([followed.status, ...followed.open]).toEqual(['error', 'incident join']);
  });
});

describe.skipIf(!start.ok)('deploying to Operaton', () => {
  it('gives the same process for the same file', async () => {
    const [first, second] = [
      RemoteProcess.parse(await deployed(two)),
      RemoteProcess.parse(await deployed(two)),
    ];
    expect(second.id).toBe(first.id);
  });

  it.each([
    ['a call activity', bpmn('p', startEvent('in'), call('c', 'child'), path('in', 'c')), 'c'],
    ['a start by a signal', bpmn('p', startEvent('in', signal('go')), task('a'), path('in', 'a')), 'in'],
  ])('refuses %s, which it cannot follow', async (_, xml, element) => {
    const outcome = await engine.deploy({ bpmn: xml, forms: {} });
    expect(outcome).toMatchObject({
      ok: false,
      findings: [{ element, problem: expect.stringMatching(/^Expected/) }],
    });
  });

  it('refuses by our own rules before Operaton sees the file', async () => {
    const outcome = await engine.deploy({ bpmn: bpmn('p', task('a')), forms: {} });
    expect(outcome).toMatchObject({ ok: false });
  });

  it('tells what Operaton refuses', async () => {
    const xml = bpmn('odd', startEvent('in'), task('a'), end('out', error('E1')), path('in', 'a', 'out'));
    const broken = xml.replace('camunda:historyTimeToLive="180"', 'camunda:historyTimeToLive="soon"');
    const outcome = await engine.deploy({ bpmn: broken, forms: {} });
    expect(outcome).toMatchObject({ ok: false });
  });
});
