import { describe, expect, it } from 'vitest';
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
