import { describe, expect, it } from 'vitest';
import type { EventPlan } from './definition.ts';
import { explain } from './explain.ts';
import {
  after,
  at,
  boundary,
  caught,
  draw,
  end,
  eventBased,
  eventSub,
  every,
  linkFrom,
  linkTo,
  manual,
  message,
  modified,
  type Part,
  parallel,
  path,
  receive,
  signal,
  signalEnd,
  start,
  sub,
  task,
  thrown,
} from './testing/drawing.ts';
import { NOW, Scenario } from './testing/scenario.ts';

const waitFor = (wait: Part) => draw([start('in'), wait, end('out'), path('in', 'w', 'out')]);
const opened = (run: Scenario) =>
  run.effects.filter(({ type }) => /^(timer|subscription)/.test(type)).map(({ type }) => type);

describe('catch events and receive tasks', () => {
  it.each([
    ['a message', caught('w', message('paid ${id}')), { kind: 'message', name: 'paid 7' }],
    ['a message at a receive task', receive('w', message('paid')), { kind: 'message', name: 'paid' }],
    ['a signal', caught('w', signal('stop')), { kind: 'signal', name: 'stop' }],
    [
      'a record that is modified',
      caught('w', modified('crm:lead', '${id}')),
      {
        kind: 'record',
        on: { event: 'modified', type: 'crm:lead', id: '7', fields: ['stage'], filter: null },
      },
    ],
  ])('[ENG-42] wait for %s and go on with what it brings', (_, wait, event) => {
    const run = new Scenario(waitFor(wait), { id: 7 });
    expect(explain(run.definition, run.state)).toEqual([
      { step: 's2', element: 'w', name: 'w', for: { type: 'event', event } },
    ]);
    run.event('w', { sum: 5 });
    expect(run.state).toMatchObject({ status: 'completed', variables: { id: 7, sum: 5 } });
    expect(opened(run)).toEqual(['subscription.opened', 'subscription.closed']);
  });

  it.each([
    ['a message without a name', message('${nothing}'), 'the name of a message'],
    ['a record without a type', modified('${nothing}'), 'a type of records'],
    ['a timer that is none', after('soon'), 'a duration as PT1H'],
    ['a date that is none', at('${nothing}'), 'a date'],
    ['a cycle without time', every('R/PT0S'), 'a cycle'],
  ])('[ENG-25] stop at %s', (_, event, expected) => {
    const run = new Scenario(waitFor(caught('w', event)));
    expect(run.incidents).toMatchObject([
      { code: 'content-invalid', message: expect.stringContaining(expected) },
    ]);
  });
});

describe('timers', () => {
  it.each([
    [after('PT90M'), '2026-03-02T10:30:00.000Z'],
    [after('${wait}'), '2026-03-03T09:00:00.000Z'],
    [at('2026-05-01T08:00:00+02:00'), '2026-05-01T06:00:00.000Z'],
    [every('R5/P1M'), '2026-04-02T09:00:00.000Z'],
  ])('[ENG-43] keep the moment that was computed when they were set', (event, moment) => {
    const run = new Scenario(waitFor(caught('w', event)), { wait: 'P1D' });
    expect(run.effects.at(-1)).toEqual({
      type: 'timer.set',
      timer: 't1',
      step: 's2',
      element: 'w',
      at: moment,
    });
    expect(explain(run.definition, run.state)).toMatchObject([{ for: { type: 'timer', at: moment } }]);
    run.timer('w');
    expect(run.state).toMatchObject({ status: 'completed', registrations: [] });
    expect(run.effects).toContainEqual({ type: 'timer.cleared', timer: 't1' });
  });

  const reminding = (cycle: string) =>
    draw([
      ...[start('in'), task('a'), manual('remind'), path('in', 'a'), path('late', 'remind')],
      boundary('late', 'a', every(cycle), { interrupting: false }),
    ]);
  const moments = (run: Scenario) =>
    run.effects.flatMap((effect) => (effect.type === 'timer.set' ? [effect.at.slice(11, 16)] : []));

  it('[ENG-43] that come again set their next moment, as often as they say', () => {
    const run = new Scenario(reminding('R3/PT1H')).timer('late').timer('late').timer('late');
    expect(moments(run)).toEqual(['10:00', '11:00', '12:00']);
    expect(run.done.filter((element) => element === 'remind')).toHaveLength(3);
    expect(run.state.registrations).toEqual([]);
    expect(run.open).toEqual(['a']);
  });

  it('[ENG-43] leave out the moments that passed while nobody looked', () => {
    const run = new Scenario(reminding('R/PT1H'));
    run.now = '2026-03-02T13:30:00.000Z';
    run.command({ type: 'timer', timer: 't1' });
    expect(moments(run)).toEqual(['10:00', '14:00']);
    const monthly = new Scenario(reminding('R/P1M'));
    monthly.now = '2026-08-02T09:00:00.000Z';
    monthly.command({ type: 'timer', timer: 't1' });
    expect(monthly.registration('late').at).toBe('2026-09-02T09:00:00.000Z');
  });
});

describe('boundary events', () => {
  const on = (host: Part, interrupting: boolean) =>
    draw([
      ...[start('in'), host, task('next'), task('aside'), path('in', 'h', 'next'), path('stop', 'aside')],
      boundary('stop', 'h', message('stop'), { interrupting }),
    ]);
  const hosts: [string, Part][] = [
    ['a task', task('h')],
    ['a receive task', receive('h', message('go'))],
    ['a sub-process', sub('h', start('h-in'), task('x'), path('h-in', 'x'))],
  ];

  it.each(hosts)('[ENG-44] that interrupt end %s and everything in it', (_, host) => {
    const run = new Scenario(on(host, true)).event('stop', { why: 'late' });
    expect(run.open).toEqual(['aside']);
    expect(run.trace).toContain('h cancelled');
    expect(run.state).toMatchObject({ registrations: [], variables: { why: 'late' } });
  });

  it.each(hosts)('[ENG-44] that do not interrupt leave %s as it is, and may happen again', (_, host) => {
    const run = new Scenario(on(host, false));
    const before = run.open;
    run.event('stop').event('stop');
    expect(run.open).toEqual([...before, 'aside', 'aside']);
    expect(run.registration('stop').id).toBeDefined();
  });

  it('[ENG-44] are closed when the step is over', () => {
    const run = new Scenario(on(task('h'), true)).complete('h');
    expect(opened(run)).toEqual(['subscription.opened', 'subscription.closed']);
    expect(run.open).toEqual(['next']);
  });
});

describe('signals', () => {
  it('[ENG-45] reach the waiters of the instance first, in the order in which they began, then the others', () => {
    const run = new Scenario(
      draw([
        ...[start('in'), parallel('fork'), caught('one', signal('go')), caught('two', signal('go'))],
        ...[task('a'), thrown('call', 'go', { sum: '${n + 1}' }), manual('m')],
        ...[path('in', 'fork', 'one'), path('fork', 'two'), path('fork', 'a', 'call', 'm')],
      ]),
      { n: 1 },
    ).complete('a');
    expect(run.trace.slice(-8)).toEqual([
      'call entered',
      'signal go',
      'one completed',
      'two completed',
      'call completed',
      'm entered',
      'm completed',
      'instance completed',
    ]);
    expect(run.effects).toContainEqual({ type: 'signal.thrown', name: 'go', variables: { sum: 2 } });
    expect(run.state.variables).toEqual({ n: 1, sum: 2 });
  });

  it('[ENG-45] are not kept for those who begin to wait later', () => {
    const run = new Scenario(
      draw([start('in'), thrown('call', 'go'), caught('w', signal('go')), path('in', 'call', 'w')]),
    );
    expect(run.open).toEqual(['w']);
  });

  it('[ENG-45] end whoever throws them inside what they interrupt', () => {
    const run = new Scenario(
      draw([
        ...[start('in'), task('next'), path('in', 's'), path('heard', 'next')],
        boundary('heard', 's', signal('stop')),
        sub('s', start('s-in'), task('a'), signalEnd('stop', 'stop'), path('s-in', 'a', 'stop')),
      ]),
    ).complete('a');
    expect(run.open).toEqual(['next']);
    expect(run.trace).toEqual(expect.arrayContaining(['stop cancelled', 's cancelled']));
  });
});

describe('event sub-processes', () => {
  const beside = (event: EventPlan, interrupting: boolean) =>
    draw([
      ...[start('in'), task('a'), thrown('call', 'go'), task('b'), path('in', 'a', 'call', 'b')],
      eventSub('e', start('e-in', event, { interrupting }), manual('m'), task('x'), path('e-in', 'm', 'x')),
    ]);

  it('[ENG-45] begin by signals of their own instance', () => {
    const run = new Scenario(beside(signal('go'), false)).complete('a');
    expect(run.open).toEqual(['x', 'b']);
    const ending = new Scenario(beside(signal('go'), true)).complete('a');
    expect(ending.trace).toEqual(expect.arrayContaining(['signal go', 'call cancelled']));
    expect(ending.open).toEqual(['x']);
  });

  it('[ENG-23] that throw what begins them are stopped', () => {
    const loop = draw([
      ...[start('in'), task('a'), path('in', 'a')],
      eventSub(
        'e',
        start('e-in', signal('go'), { interrupting: false }),
        thrown('again', 'go'),
        path('e-in', 'again'),
      ),
    ]);
    const run = new Scenario(loop).event('e-in');
    expect(run.incidents).toMatchObject([{ code: 'loop-guard', element: 'e' }]);
    expect(run.open).toEqual(['a']);
  });

  it.each([
    ['a timer', after('PT1H')],
    ['a cycle', every('R2/PT1H')],
  ])('[ENG-43] begin by %s, which is set when their scope begins', (_, event) => {
    const run = new Scenario(beside(event, false));
    expect(run.effects).toContainEqual({
      ...{ type: 'timer.set', timer: 't1', step: 's1', element: 'e-in', at: '2026-03-02T10:00:00.000Z' },
    });
    run.timer('e-in');
    expect(run.open).toEqual(['a', 'x']);
    expect(run.state.registrations).toHaveLength(event.kind === 'timer' && event.timer === 'cycle' ? 1 : 0);
  });

  it('[ENG-42] begin by what happens to a record', () => {
    const run = new Scenario(beside(modified('crm:lead'), true)).event('e-in', { stage: 'won' });
    expect(run.open).toEqual(['x']);
    expect(run.state.variables).toEqual({ stage: 'won' });
  });

  it('[ENG-25] with a timer that is none stop the beginning, until it is one', () => {
    const run = new Scenario(beside(after('${wait}'), false));
    expect(run.incidents).toMatchObject([{ code: 'content-invalid', element: 'e-in' }]);
    run
      .command({ type: 'set-variables', variables: { wait: 'PT1H' } })
      .command({ type: 'retry', step: 's1' });
    expect(run.open).toEqual(['a']);
    expect(run.state.registrations).toHaveLength(1);
  });
});

describe('event-based gateways', () => {
  const either = () =>
    draw([
      ...[start('in'), eventBased('which'), caught('paid', message('paid')), caught('late', after('P1D'))],
      ...[
        receive('stop', message('stop')),
        task('a'),
        task('b'),
        task('c'),
        path('in', 'which', 'paid', 'a'),
      ],
      ...[path('which', 'late', 'b'), path('which', 'stop', 'c')],
    ]);

  it('[ENG-46] wait for every event behind them, and name each', () => {
    const run = new Scenario(either());
    expect(
      explain(run.definition, run.state).map(({ step, element, for: { type } }) => [step, element, type]),
    ).toEqual([
      ['s2', 'paid', 'event'],
      ['s2', 'late', 'timer'],
      ['s2', 'stop', 'event'],
    ]);
  });

  it.each([
    ['paid', 'a', (run: Scenario) => run.event('paid', { sum: 1 })],
    ['late', 'b', (run: Scenario) => run.timer('late')],
    ['stop', 'c', (run: Scenario) => run.event('stop')],
  ])('[ENG-46] go on with the first that comes: %s', (element, next, happens) => {
    const run = happens(new Scenario(either()));
    expect(run.open).toEqual([next]);
    expect(run.done).toEqual(['in', 'which', element]);
    expect(run.state.registrations).toEqual([]);
    expect(opened(run)).toHaveLength(6);
  });
});

describe('links', () => {
  it('[ENG-47] are flows that are not drawn', () => {
    const run = new Scenario(
      draw([
        ...[
          start('in'),
          linkTo('go', 'here'),
          linkFrom('here'),
          task('a'),
          path('in', 'go'),
          path('here', 'a'),
        ],
      ]),
    );
    expect(run.done).toEqual(['in', 'go', 'here']);
    expect(run.open).toEqual(['a']);
  });
});

describe('start events', () => {
  it('[ENG-1] an instance begins at the one that is named, else at the plain one', () => {
    const definition = draw([
      ...[start('in'), start('called', message('new')), task('a'), task('b')],
      ...[path('in', 'a'), path('called', 'b')],
    ]);
    expect(new Scenario(definition).open).toEqual(['a']);
    const run = new Scenario(definition, { sum: 1 }, 'called');
    expect(run.open).toEqual(['b']);
    expect(run.state.variables).toEqual({ sum: 1 });
    expect(run.now).toBe(NOW);
  });
});
