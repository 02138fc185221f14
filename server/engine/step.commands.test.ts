import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../lib/protocol/index.ts';
import { explain } from './explain.ts';
import {
  after,
  boundary,
  draw,
  eventSub,
  message,
  path,
  receive,
  signal,
  start,
  sub,
  task,
} from './testing/drawing.ts';
import { defined, process } from './testing/process.ts';
import { straight } from './testing/rule-processes.ts';
import { Scenario } from './testing/scenario.ts';

/** A fork with one task on each branch and a join behind them. */
const forked = () =>
  process()
    .start('in')
    .parallel('fork')
    .task('left')
    .task('right')
    .parallel('join')
    .end('out')
    .path('in', 'fork', 'left', 'join', 'out')
    .path('fork', 'right', 'join');

function refused(act: () => unknown) {
  try {
    act();
  } catch (fault) {
    if (fault instanceof ProtocolError) return fault.wire;
    throw fault;
  }
  return null;
}

describe('what cannot move', () => {
  it('[ENG-20] leaves the instance in error with the reason, while the other branches go on', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .parallel('fork')
          .task('lost', { assignee: '${nobody}' })
          .task('work')
          .end('out')
          .path('in', 'fork', 'lost', 'out')
          .path('fork', 'work', 'out'),
      ),
    );
    expect(run.state.status).toBe('error');
    expect(run.open).toEqual(['work']);
    expect(explain(run.definition, run.state).map(({ element, for: { type } }) => [element, type])).toEqual([
      ['lost', 'incident'],
      ['work', 'person'],
    ]);
    run.complete('work');
    expect(run.state.status).toBe('error');
    expect(run.state.open.filter(({ incident }) => incident)).toHaveLength(1);
    expect(run.trace).not.toContain('instance completed');
  });

  it('[ENG-21] no flow matches', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .task('work', { properties: { result: 'r' } })
          .end('out')
          .path('in', 'work')
          .flow('work', 'out', { condition: "${r == 'done'}" }),
      ),
    ).complete('work', 'something else');
    expect(run.incidents).toMatchObject([
      { code: 'no-flow-matches', element: 'work', message: expect.stringContaining('default flow') },
    ]);
    expect(run.trace.slice(-2)).toEqual(['work opened', 'work no-flow-matches']);
  });

  it.each([
    ['a condition', '${amount > 1}', {}],
    ['a title', '${true}', { title: '${-amount}' }],
  ])('[ENG-22] %s cannot be evaluated', async (_, condition, properties) => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .exclusive('choose')
          .task('work', { properties })
          .end('out')
          .path('in', 'choose')
          .flow('choose', 'work', { condition })
          .otherwise('choose', 'out'),
      ),
      { amount: 'many' },
    );
    expect(run.incidents).toMatchObject([
      { code: 'expression-failed', message: expect.stringContaining('got "many"') },
    ]);
    expect(run.state.status).toBe('error');
  });

  it('[ENG-23] an element is executed 100 times at most', async () => {
    const run = new Scenario(
      await defined(process().start('in').exclusive('turn').path('in', 'turn').flow('turn', 'turn')),
    );
    expect(run.incidents).toMatchObject([{ code: 'loop-guard', element: 'turn' }]);
    expect(run.trace.filter((line) => line === 'turn completed')).toHaveLength(100);
    expect(run.state.status).toBe('error');
  });

  it('[ENG-24] nobody performs the step', async () => {
    const run = new Scenario(
      await defined(process().start('in').task('work', { assignee: '${nobody}' }).path('in', 'work')),
    );
    expect(run.incidents).toMatchObject([
      { code: 'no-performer', element: 'work', message: expect.stringContaining('got nobody') },
    ]);
  });

  it('[ENG-25] the due date is none', async () => {
    const run = new Scenario(
      await defined(process().start('in').task('work', { dueDate: '${by}' }).path('in', 'work')),
      { by: 'soon' },
    );
    expect(run.incidents).toMatchObject([
      { code: 'content-invalid', message: expect.stringContaining('got "soon"') },
    ]);
  });

  it('[ENG-26] a join waits for a flow on which nothing can come', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .dialog('ask')
          .exclusive('choose')
          .parallel('join')
          .end('out')
          .path('in', 'ask', 'choose')
          .flow('choose', 'join', { id: 'a', condition: "${answer == 'yes'}" })
          .flow('choose', 'join', { id: 'b', condition: "${answer == 'no'}" })
          .flow('join', 'out'),
      ),
    ).complete('ask', 'yes');
    expect(run.incidents).toMatchObject([
      { code: 'join-starved', element: 'join', message: expect.stringContaining('got none on b') },
    ]);
    expect(run.cancel().trace.slice(-2)).toEqual(['join cancelled', 'instance cancelled']);
  });

  it('[ENG-26] so does every join behind it', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .parallel('fork')
          .dialog('ask')
          .exclusive('choose')
          .parallel('inner')
          .parallel('outer')
          .end('out')
          .path('in', 'fork', 'ask', 'choose')
          .flow('choose', 'inner', { id: 'a', condition: "${answer == 'yes'}" })
          .flow('choose', 'inner', { id: 'b', condition: "${answer == 'no'}" })
          .path('inner', 'outer', 'out')
          .flow('fork', 'outer'),
      ),
    );
    expect(run.state.status).toBe('running');
    run.complete('ask', 'yes');
    expect(run.incidents.map(({ code, element }) => [code, element])).toEqual([
      ['join-starved', 'outer'],
      ['join-starved', 'inner'],
    ]);
  });

  it('[ENG-26] a join is not blamed for a branch that stopped before it', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .parallel('fork')
          .task('lost', { assignee: '${nobody}' })
          .task('work')
          .parallel('join')
          .end('out')
          .path('in', 'fork', 'lost', 'join', 'out')
          .path('fork', 'work', 'join'),
      ),
    ).complete('work');
    expect(run.incidents.map(({ code }) => code)).toEqual(['no-performer']);
  });
});

describe('commands', () => {
  it('[ENG-27] a step that is over is closed, one that never was is unknown, and nothing changes', async () => {
    const run = new Scenario(
      await defined(process().start('in').task('work').task('next').path('in', 'work', 'next')),
    );
    run.complete('work');
    const before = structuredClone(run.state);
    expect(refused(() => run.completeStep('s2'))).toMatchObject({ code: 'task-closed' });
    for (const step of ['s9', 's0', 's-1', 'x', '', 's3x'])
      expect(refused(() => run.completeStep(step))).toMatchObject({ code: 'task-unknown' });
    expect(run.state).toEqual(before);
  });

  it('[ENG-27] after the end every step is closed', async () => {
    const run = new Scenario(await defined(straight())).complete('work');
    expect(refused(() => run.completeStep('s2'))).toMatchObject({
      code: 'task-closed',
      message: expect.stringContaining('completed'),
    });
    const other = new Scenario(await defined(straight())).cancel();
    expect(refused(() => other.completeStep('s2'))).toMatchObject({
      code: 'task-closed',
      message: expect.stringContaining('cancelled'),
    });
  });

  it('[ENG-28] cancelling closes every open step and ends the instance', async () => {
    const run = new Scenario(await defined(forked())).complete('left');
    const closed = run.cancel().effects.slice(-4);
    expect(closed).toEqual([
      { type: 'step.cancelled', step: 's4', element: 'right' },
      { type: 'task.closed', step: 's4', reason: 'cancelled' },
      { type: 'step.cancelled', step: 's5', element: 'join' },
      { type: 'instance.ended', status: 'cancelled', error: null },
    ]);
    expect(run.state).toMatchObject({ status: 'cancelled', open: [], registrations: [] });
  });

  it('[ENG-29] what has ended cannot be cancelled', async () => {
    const done = new Scenario(await defined(straight())).complete('work');
    expect(refused(() => done.cancel())).toMatchObject({
      code: 'instance-closed',
      message: expect.stringContaining('completed'),
    });
    const cancelled = new Scenario(await defined(straight())).cancel();
    expect(refused(() => cancelled.cancel())).toMatchObject({ code: 'instance-closed' });
  });

  it('[ENG-30] explain names who each open step waits for, and nothing when it has ended', async () => {
    const run = new Scenario(
      await defined(process().start('in').task('work', { name: 'Do it', role: 'sales' }).path('in', 'work')),
    );
    expect(explain(run.definition, run.state)).toEqual([
      { step: 's2', element: 'work', name: 'Do it', for: { type: 'person', user: null, role: 'sales' } },
    ]);
    expect(explain(run.definition, run.complete('work').state)).toEqual([]);
  });

  it('[ENG-30] explain names what may come first, from the events of the step to those of the process', async () => {
    const run = new Scenario(
      draw([
        start('in'),
        sub('both', start('s'), task('work'), path('s', 'work')),
        boundary('late', 'work', after('PT1H')),
        boundary('news', 'both', signal('news'), { interrupting: false }),
        eventSub('off', start('off-in', message('off')), task('tidy'), path('off-in', 'tidy')),
        path('in', 'both'),
      ]),
    );
    const [waiting, ...others] = explain(run.definition, run.state);
    expect(others).toEqual([]);
    expect(waiting).toMatchObject({ element: 'work', for: { type: 'person' } });
    expect(waiting?.meanwhile).toEqual([
      { element: 'late', name: 'late', interrupts: true, for: { type: 'timer', at: expect.any(String) } },
      {
        ...{ element: 'news', name: 'news', interrupts: false },
        for: { type: 'event', event: { kind: 'signal', name: 'news' } },
      },
      {
        ...{ element: 'off-in', name: 'off-in', interrupts: true },
        for: { type: 'event', event: { kind: 'message', name: 'off' } },
      },
    ]);
  });

  it('[ENG-30] explain tells the message that a step waits for from the boundary event beside it', () => {
    const run = new Scenario(
      draw([
        start('in'),
        receive('got', message('paid')),
        boundary('late', 'got', after('PT1H')),
        path('in', 'got'),
      ]),
    );
    expect(explain(run.definition, run.state)).toMatchObject([
      { element: 'got', for: { type: 'event' }, meanwhile: [{ element: 'late', for: { type: 'timer' } }] },
    ]);
  });
});

it.each([
  { type: 'case.move', stage: 'won' },
  { type: 'case.settle', keep: 'crm' },
] as const)('refuses $type, which only a case understands', async (command) => {
  const run = new Scenario(await defined(straight()));
  const before = run.state;
  expect(refused(() => run.command(command))).toMatchObject({ code: 'step-unfit' });
  expect(run.state).toBe(before);
});
