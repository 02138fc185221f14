import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../lib/protocol/index.ts';
import { explain } from './explain.ts';
import { defined, process } from './testing/process.ts';
import { NOW, Scenario } from './testing/scenario.ts';

const straight = () => process().start('in').task('work').end('out').path('in', 'work', 'out');

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

describe('tokens', () => {
  it('[ENG-1] start at the start event, and every step has an id of its own', async () => {
    const run = new Scenario(await defined(straight()));
    const steps = run.effects.flatMap((effect) =>
      effect.type === 'step.entered' ? [[effect.step, effect.element]] : [],
    );
    expect(steps).toEqual([
      ['s1', 'in'],
      ['s2', 'work'],
    ]);
  });

  it('[ENG-2] that come together at a task without a join execute it once each', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .parallel('fork')
          .task('work')
          .end('out')
          .path('in', 'fork', 'work', 'out')
          .flow('fork', 'work', { id: 'second' }),
      ),
    );
    expect(run.open).toEqual(['work', 'work']);
    run.complete('work').complete('work');
    expect(run.trace.filter((line) => line === 'out completed')).toHaveLength(2);
    expect(run.state.status).toBe('completed');
  });

  it('[ENG-6] end in an end event or behind a task without flows; the instance ends with the last', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .parallel('fork')
          .task('last')
          .end('out')
          .path('in', 'fork', 'last')
          .flow('fork', 'out'),
      ),
    );
    expect(run.state.status).toBe('running');
    run.complete('last');
    expect(run.trace.slice(-2)).toEqual(['last completed', 'instance completed']);
  });

  it('[ENG-7] may go back; every pass is a new step', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .dialog('ask')
          .exclusive('choose')
          .end('out')
          .path('in', 'ask', 'choose')
          .flow('choose', 'out', { condition: "${answer == 'yes'}" })
          .flow('choose', 'ask', { condition: "${answer == 'no'}" }),
      ),
    );
    run.complete('ask', 'no').complete('ask', 'yes');
    expect(run.trace).toEqual([
      'in entered',
      'in completed',
      'ask entered',
      'ask opened',
      'ask completed',
      'choose entered',
      'choose completed',
      'ask entered',
      'ask opened',
      'ask completed',
      'choose entered',
      'choose completed',
      'out entered',
      'out completed',
      'instance completed',
    ]);
  });
});

describe('gateways and flows', () => {
  const choice = (first: string, second: string) =>
    process()
      .start('in')
      .task('work', { properties: { result: 'r' } })
      .exclusive('choose')
      .end('one')
      .end('two')
      .end('rest')
      .path('in', 'work', 'choose')
      .flow('choose', 'one', { condition: first })
      .flow('choose', 'two', { condition: second })
      .otherwise('choose', 'rest');

  it.each([
    [5, 'one'],
    [15, 'one'],
    [25, 'two'],
    [35, 'rest'],
  ])(
    '[ENG-4] an exclusive gateway takes the first flow that matches, else the default: %d leads to %s',
    async (amount, end) => {
      const run = new Scenario(await defined(choice('${amount < 20}', '${amount > 10 && amount < 30}')), {
        amount,
      });
      run.complete('work');
      expect(run.trace.slice(-3)).toEqual([`${end} entered`, `${end} completed`, 'instance completed']);
    },
  );

  it.each([
    [5, ['always', 'small']],
    [50, ['always']],
  ])('[ENG-3] a task with several flows takes all that match, here for %d: %j', async (amount, expected) => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .task('work')
          .task('always')
          .task('small')
          .path('in', 'work', 'always')
          .flow('work', 'small', { condition: '${amount < 10}' }),
      ),
      { amount },
    );
    expect(run.complete('work').open).toEqual(expected);
  });

  it('[ENG-3] a task takes its default flow only when nothing else matches', async () => {
    const built = process()
      .start('in')
      .task('work')
      .task('small')
      .task('rest')
      .path('in', 'work')
      .flow('work', 'small', { condition: '${amount < 10}' })
      .otherwise('work', 'rest');
    const definition = await defined(built);
    expect(new Scenario(definition, { amount: 1 }).complete('work').open).toEqual(['small']);
    expect(new Scenario(definition, { amount: 11 }).complete('work').open).toEqual(['rest']);
  });

  it('[ENG-5] a parallel gateway waits for every flow into it', async () => {
    const run = new Scenario(await defined(forked()));
    expect(run.complete('right').trace.slice(-2)).toEqual(['right completed', 'join entered']);
    expect(run.complete('left').trace.slice(-5)).toEqual([
      'left completed',
      'join completed',
      'out entered',
      'out completed',
      'instance completed',
    ]);
  });

  it('[ENG-5] two tokens on one flow do not make up for a missing one', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .parallel('fork')
          .task('left')
          .task('right')
          .parallel('join')
          .end('out')
          .path('in', 'fork', 'left', 'join', 'out')
          .path('fork', 'right', 'join')
          .flow('fork', 'left', { id: 'again' }),
      ),
    );
    run.complete('left').complete('left');
    expect(run.trace).not.toContain('join completed');
    run.complete('right');
    expect(run.trace.filter((line) => line.startsWith('join '))).toEqual([
      'join entered',
      'join entered',
      'join completed',
      'join join-starved',
    ]);
  });
});

describe('user steps', () => {
  it('[ENG-8] wait, and on completion write the fields, then the outcome, then choose the flow', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .dialog('ask')
          .task('yes')
          .task('no')
          .path('in', 'ask')
          .flow('ask', 'yes', { condition: "${answer == 'yes'}" })
          .flow('ask', 'no', { condition: "${answer == 'no'}" }),
      ),
    );
    run.complete('ask', 'yes', { extra: 1, answer: 'no' });
    expect(run.state.variables).toEqual({ answer: 'yes', extra: 1 });
    expect(run.open).toEqual(['yes']);
    expect(run.effects.slice(-4).map(({ type }) => type)).toEqual([
      'step.completed',
      'task.closed',
      'step.entered',
      'task.opened',
    ]);
  });

  it('[ENG-8] write several answers as a list', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .dialog('ask', { properties: { multiple: 'true' } })
          .task('yes')
          .task('rest')
          .path('in', 'ask')
          .flow('ask', 'yes', { condition: "${answer.contains('yes')}" })
          .otherwise('ask', 'rest'),
      ),
    );
    expect(run.complete('ask', ['no', 'yes']).open).toEqual(['yes']);
  });

  it.each([
    ['show their page', {}, {}, true],
    ['do not, when their author says so', {}, { 'show-page': 'false' }, false],
    ['do not, when the element before runs in the background', { background: 'true' }, {}, false],
  ])('[ENG-9] %s', async (_, before, properties, foreground) => {
    const run = new Scenario(
      await defined(process().start('in', before).task('work', { properties }).path('in', 'work')),
    );
    expect(run.tasks[0]?.foreground).toBe(foreground);
  });

  it('[ENG-10] the background flag rides through gateways and ends at the next user step', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in', { background: 'true' })
          .parallel('fork')
          .exclusive('pass')
          .exclusive('front', { background: 'false' })
          .task('behind')
          .task('shown')
          .task('after')
          .path('in', 'fork', 'pass', 'behind', 'after')
          .path('fork', 'front', 'shown'),
      ),
    );
    run.complete('behind');
    expect(run.tasks.map(({ element, foreground }) => [element, foreground])).toEqual([
      ['behind', false],
      ['shown', true],
      ['after', true],
    ]);
  });

  it.each([
    ['now without a due date', {}, undefined, NOW, null],
    [
      'now, due after the planned duration',
      { 'planned-duration': 'P1D' },
      undefined,
      NOW,
      '2026-03-03T09:00:00.000Z',
    ],
    [
      'later',
      { 'start-in': 'PT30M', 'planned-duration': 'PT1H' },
      undefined,
      '2026-03-02T09:30:00.000Z',
      '2026-03-02T10:30:00.000Z',
    ],
    [
      'now, due on a date',
      { 'planned-duration': 'P1D' },
      '2026-03-31T17:00:00+02:00',
      NOW,
      '2026-03-31T15:00:00.000Z',
    ],
    ['now, due on a date in a variable', {}, '${by}', NOW, '2026-04-01T00:00:00.000Z'],
    ['now, due after a duration', {}, 'P2D', NOW, '2026-03-04T09:00:00.000Z'],
    ['now, without a due date when its variable is empty', {}, '${nothing}', NOW, null],
  ])('[ENG-11] start %s', async (_, properties, dueDate, start, due) => {
    const built = process()
      .start('in')
      .task('work', { properties, ...(dueDate === undefined ? {} : { dueDate }) })
      .path('in', 'work');
    const run = new Scenario(await defined(built), { by: '2026-04-01' });
    expect(run.tasks[0]).toMatchObject({ start, due });
  });

  it.each([
    ['a user', { assignee: 'anna' }, { user: 'anna', role: null }],
    ['a user in a variable', { assignee: '${startedBy}' }, { user: 'ben', role: null }],
    ['a role', { role: 'sales' }, { user: null, role: 'sales' }],
    ['a role in a variable', { role: '${team}' }, { user: null, role: 'north' }],
    ['both', { assignee: 'anna', role: 'sales' }, { user: 'anna', role: 'sales' }],
    [
      'the role alone when the user is empty',
      { assignee: '${nobody}', role: 'sales' },
      { user: null, role: 'sales' },
    ],
  ])('[ENG-12] are performed by %s', async (_, options, performer) => {
    const run = new Scenario(await defined(process().start('in').task('work', options).path('in', 'work')), {
      startedBy: 'ben',
      team: 'north',
    });
    expect(run.tasks[0]?.performer).toEqual(performer);
  });

  it('[ENG-13] [M07] a Perform task offers only the results that the flows behind it use', async () => {
    const results = { result: 'r', 'result:won': 'Won', 'result:lost': 'Lost', 'result:open': 'Open' };
    const base = () =>
      process()
        .start('in')
        .task('work', { properties: results })
        .exclusive('choose')
        .end('a')
        .end('b')
        .path('in', 'work', 'choose')
        .flow('choose', 'a', { condition: "${r == 'won'}" });
    const offered = async (built: ReturnType<typeof base>) => {
      const content = new Scenario(await defined(built)).tasks[0]?.content;
      return content?.kind === 'perform-task' ? content.results.map(({ code }) => code) : null;
    };
    expect(await offered(base().flow('choose', 'b', { condition: "${r == 'lost'}" }))).toEqual([
      'won',
      'lost',
    ]);
    expect(await offered(base().otherwise('choose', 'b'))).toEqual(['won', 'lost', 'open']);
    expect(
      await offered(process().start('in').task('work', { properties: results }).path('in', 'work')),
    ).toEqual(['won', 'lost', 'open']);
    expect(await offered(process().start('in').task('work').path('in', 'work'))).toEqual(['done']);
  });

  it('[ENG-14] a page shows the variables of its keys, and the default where a variable does not fit', async () => {
    const form = {
      id: 'f',
      components: [
        { type: 'textfield', key: 'name', label: 'Name' },
        { type: 'number', key: 'amount', label: 'Amount', defaultValue: '7' },
        {
          type: 'select',
          key: 'size',
          label: 'Size',
          values: [{ value: 's' }, { value: 'm' }],
          defaultValue: 's',
        },
      ],
    };
    const built = process()
      .start('in')
      .task('page', {
        formRef: 'f',
        properties: { kind: 'auto-generated-page', recommendation: 'For ${name}' },
      })
      .path('in', 'page');
    const content = new Scenario(await defined(built, { 'f.form': form }), {
      name: 'Ann',
      amount: 'many',
      size: 'm',
    }).tasks[0]?.content;
    expect(content).toMatchObject({
      recommendation: 'For Ann',
      items: [
        { key: 'name', value: 'Ann' },
        { key: 'amount', value: 7 },
        { key: 'size', value: 'm' },
      ],
      buttons: [{ code: 'continue', style: 'primary', validates: true }],
    });
  });

  it('texts that are too long for a message are cut', async () => {
    const run = new Scenario(
      await defined(process().start('in').task('work', { name: '${long}' }).path('in', 'work')),
      { long: 'x'.repeat(9000) },
    );
    expect(run.tasks[0]?.title).toHaveLength(4000);
  });

  it('[ENG-15] the caption follows the variables', async () => {
    const run = new Scenario(
      await defined(
        process({ caption: 'Deal ${extra}' })
          .start('in')
          .task('work')
          .task('next')
          .path('in', 'work', 'next'),
      ),
    );
    run.complete('work', 'done', { extra: 'A' }).complete('next');
    expect(
      run.effects.flatMap((effect) => (effect.type === 'instance.captioned' ? [effect.caption] : [])),
    ).toEqual(['Deal', 'Deal A']);
  });

  it('[ENG-15] without a caption of its own an instance is called like the process and its record', async () => {
    const definition = await defined(straight());
    expect(new Scenario(definition).state.caption).toBe('Test');
    expect(new Scenario(definition, { recordTitle: 'Chairs' }).state.caption).toBe('Test: Chairs');
  });
});

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
    expect(explain(run.definition, run.state).map(({ element }) => element)).toEqual(['work']);
    run.complete('work');
    expect(run.state.status).toBe('error');
    expect(run.state.failures).toHaveLength(1);
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
    expect(run.trace.slice(-2)).toEqual(['work completed', 'work no-flow-matches']);
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
    expect(run.trace.filter((line) => line === 'turn entered')).toHaveLength(100);
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
      { type: 'instance.ended', status: 'cancelled' },
    ]);
    expect(run.state).toMatchObject({ status: 'cancelled', waiting: [], joins: [] });
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
});
