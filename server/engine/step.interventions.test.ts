import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../lib/protocol/index.ts';
import {
  after,
  boundary,
  call,
  caught,
  draw,
  each,
  end,
  eventBased,
  exclusive,
  flow,
  message,
  type Part,
  parallel,
  path,
  service,
  start,
  sub,
  task,
} from './testing/drawing.ts';
import { defined, process } from './testing/process.ts';
import { Scenario } from './testing/scenario.ts';

const around = (...work: Part[]) => draw([start('in'), ...work, task('next'), path('in', 'w', 'next')]);
const skipped = (run: Scenario, element: string, outcome: string | null = null) =>
  run.command({ type: 'skip', step: run.step(element).id, outcome, variables: {}, reason: 'not needed' });

function refused(act: () => unknown) {
  try {
    act();
  } catch (fault) {
    if (fault instanceof ProtocolError) return fault.wire.code;
    throw fault;
  }
  return null;
}

describe('retrying', () => {
  it('[ENG-57] executes the step once more, under the id that it has', () => {
    const run = new Scenario(around(task('w', { assignee: '${who}' })));
    expect(run.incidents).toMatchObject([{ code: 'no-performer' }]);
    run.command({ type: 'set-variables', variables: { who: 'ben' } }).command({ type: 'retry', step: 's2' });
    expect(run.tasks).toMatchObject([{ step: 's2', performer: { user: 'ben' } }]);
    expect(run.effects.filter(({ type }) => type === 'step.entered')).toHaveLength(2);
    expect(run.state.status).toBe('running');
  });

  it('[ENG-57] does not ask a person again whose answer only led nowhere', () => {
    const definition = draw([
      ...[start('in'), task('w', { result: 'r' }), end('out'), path('in', 'w'), flow('w', 'out', '${go}')],
    ]);
    const run = new Scenario(definition, { go: false }).complete('w', 'yes');
    expect(run.incidents).toMatchObject([{ code: 'no-flow-matches' }]);
    run.command({ type: 'set-variables', variables: { go: true } }).command({ type: 'retry', step: 's2' });
    expect(run.tasks).toHaveLength(1);
    expect(run.effects).toContainEqual({
      ...{ type: 'step.completed', step: 's2', element: 'w', outcome: 'yes', skipped: null },
    });
    expect(run.state.status).toBe('completed');
  });

  it('[ENG-57] fails again where nothing has changed, and the instance stays in error', () => {
    const run = new Scenario(around(task('w', { assignee: '${who}' }))).command({
      type: 'retry',
      step: 's2',
    });
    expect(run.effects.slice(-2).map(({ type }) => type)).toEqual(['instance.recovered', 'instance.failed']);
    expect(run.state.status).toBe('error');
  });

  it('[ENG-57] lets a loop go round once more', () => {
    const definition = draw([start('in'), exclusive('w'), path('in', 'w'), flow('w', 'w', '${true}')], {
      maxExecutions: 3,
    });
    const run = new Scenario(definition);
    expect(run.done).toHaveLength(4);
    run.command({ type: 'retry', step: run.step('w').id });
    expect(run.done).toHaveLength(5);
    expect(run.state.status).toBe('error');
  });

  it('[ENG-57] is refused for steps that have not failed', () => {
    const run = new Scenario(around(task('w')));
    expect(refused(() => run.command({ type: 'retry', step: 's2' }))).toBe('stale-event');
    expect(refused(() => run.command({ type: 'retry', step: 's9' }))).toBe('stale-event');
  });
});

describe('skipping', () => {
  const asking = async (multiple: string) =>
    new Scenario(
      await defined(
        process()
          .start('in')
          .dialog('w', { properties: { multiple, result: 'chosen' } })
          .path('in', 'w'),
      ),
    );
  const skip = (run: Scenario, outcome: string | string[]) =>
    run.command({ type: 'skip', step: run.step('w').id, outcome, variables: {}, reason: 'x' });

  it.each([
    [
      ['yes', 'no'],
      ['yes', 'no'],
    ],
    ['no', ['no']],
  ])('a question with several answers by %j has a list as its result', async (outcome, result) => {
    expect(skip(await asking('true'), outcome).state.variables).toMatchObject({ chosen: result });
  });

  it('a question with one answer by several is refused', async () => {
    const run = await asking('false');
    expect(refused(() => skip(run, ['yes', 'no']))).toBe('step-unfit');
    expect(skip(run, 'no').state.variables).toMatchObject({ chosen: 'no' });
  });

  const waiting: [string, Part[], string[]][] = [
    ['a task', [task('w')], ['task.closed']],
    ['a system action', [service('w')], ['job.cancelled']],
    ['a called process', [call('w', 'other')], ['child.cancelled']],
    ['an event', [caught('w', message('go'))], ['subscription.closed']],
    [
      'a task with a boundary',
      [task('w'), boundary('b', 'w', after('PT1H'))],
      ['task.closed', 'timer.cleared'],
    ],
    [
      'a sub-process',
      [sub('w', start('w-in'), task('x'), path('w-in', 'x'))],
      ['step.cancelled', 'task.closed'],
    ],
    [
      'a multi-instance',
      [task('w', { loop: each('${list}', 'item') })],
      ['step.cancelled', 'task.closed', 'step.cancelled', 'task.closed'],
    ],
    ['a step that has failed', [task('w', { assignee: '${who}' })], ['instance.recovered']],
  ];

  it.each(waiting)('[ENG-58] ends %s without doing it, and closes what it holds', (_, work, closing) => {
    const run = new Scenario(around(...work), { list: [1, 2] });
    const before = run.effects.length;
    skipped(run, 'w');
    expect(run.effects.slice(before).map(({ type }) => type)).toEqual([
      ...closing,
      'step.completed',
      'step.entered',
      'task.opened',
    ]);
    expect(
      run.effects.find((effect) => effect.type === 'step.completed' && effect.element === 'w'),
    ).toMatchObject({
      skipped: 'not needed',
    });
    expect(run.open).toEqual(['next']);
    expect(run.state.status).toBe('running');
  });

  it('[ENG-58] chooses the flows by the outcome, as on completing', () => {
    const definition = draw([
      ...[start('in'), task('w', { result: 'r' }), end('yes'), end('no'), path('in', 'w')],
      ...[flow('w', 'yes', "${r == 'yes'}"), flow('w', 'no', "${r == 'no' && n == 1}")],
    ]);
    const run = new Scenario(definition);
    run.command({ type: 'skip', step: 's2', outcome: 'no', variables: { n: 1 }, reason: 'x' });
    expect(run.done).toEqual(['in', 'w', 'no']);
    expect(run.state.variables).toEqual({ r: 'no', n: 1 });
  });

  it('[ENG-58] takes the flow that is named', () => {
    const definition = draw([
      ...[start('in'), exclusive('w'), end('a'), end('b'), path('in', 'w')],
      ...[flow('w', 'a', '${x}'), flow('w', 'b', '${x}')],
    ]);
    expect(skipped(new Scenario(definition), 'w', 'w-b').done).toEqual(['in', 'w', 'b']);
    const either = draw([
      ...[
        start('in'),
        eventBased('w'),
        caught('a', message('a')),
        caught('b', message('b')),
        path('in', 'w', 'a'),
      ],
      path('w', 'b'),
    ]);
    expect(skipped(new Scenario(either), 'w', 'w-b').open).toEqual(['b']);
    expect(skipped(new Scenario(either), 'w').open).toEqual(['a']);
  });

  it('[ENG-58] helps a join on that waits in vain', () => {
    const definition = draw([
      ...[start('in'), exclusive('x'), parallel('w'), task('next'), path('in', 'x', 'w', 'next')],
      ...[task('never'), path('never', 'w')],
    ]);
    const run = new Scenario(definition);
    expect(run.incidents).toMatchObject([{ code: 'join-starved' }]);
    expect(skipped(run, 'w').open).toEqual(['next']);
  });

  it('[ENG-58] is refused for steps that are over', () => {
    const run = new Scenario(around(task('w'))).complete('w');
    const skip = { type: 'skip', step: 's2', outcome: null, variables: {}, reason: 'x' } as const;
    expect(refused(() => run.command(skip))).toBe('stale-event');
  });
});

describe('variables and performers', () => {
  it('[ENG-59] are set and given by an administrator while the instance runs', () => {
    const run = new Scenario(around(task('w')));
    run.command({ type: 'set-variables', variables: { n: 1 } });
    expect(run.state.variables).toEqual({ n: 1 });
    const performer = { user: null, role: 'sales' };
    run.command({ type: 'reassign', step: 's2', performer });
    expect(run.effects.at(-1)).toEqual({ type: 'task.reassigned', step: 's2', performer });
    expect(run.step('w').performer).toEqual(performer);
    expect(refused(() => run.command({ type: 'reassign', step: 's1', performer }))).toBe('task-closed');
    run.cancel();
    expect(refused(() => run.command({ type: 'set-variables', variables: {} }))).toBe('instance-closed');
  });
});

describe('what comes too late', () => {
  it('[ENG-60] is refused, and nothing changes', () => {
    const run = new Scenario(
      around(service('w'), boundary('b', 'w', after('PT1H')), boundary('m', 'w', message('x'))),
    );
    const before = structuredClone(run.state);
    const outputs = {};
    expect(refused(() => run.command({ type: 'timer', timer: 't9' }))).toBe('stale-event');
    expect(refused(() => run.command({ type: 'timer', timer: 'e2' }))).toBe('stale-event');
    expect(refused(() => run.command({ type: 'event', subscription: 't1', variables: {} }))).toBe(
      'stale-event',
    );
    expect(refused(() => run.command({ type: 'job.completed', step: 's1', outputs }))).toBe('stale-event');
    const ended = {
      type: 'child.ended',
      step: 's2',
      status: 'completed',
      error: null,
      variables: {},
    } as const;
    expect(refused(() => run.command(ended))).toBe('stale-event');
    expect(run.state).toEqual(before);
    run.work('w');
    expect(refused(() => run.command({ type: 'job.completed', step: 's2', outputs }))).toBe('stale-event');
    expect(refused(() => run.command({ type: 'timer', timer: 't1' }))).toBe('stale-event');
  });
});
