import { describe, expect, it } from 'vitest';
import {
  boundary,
  call,
  draw,
  end,
  error,
  errorEnd,
  eventSub,
  message,
  type Part,
  parallel,
  path,
  service,
  start,
  sub,
  subWith,
  task,
  times,
} from './testing/drawing.ts';
import { Scenario } from './testing/scenario.ts';

/** A sub-process `s` that ends with the error `late` after a task, beside another task. */
const failing = (...around: Part[]) =>
  draw([
    ...[start('in'), task('next'), path('in', 's', 'next'), ...around],
    sub(
      's',
      ...[start('s-in'), parallel('fork'), task('a'), task('b'), errorEnd('bad', 'late', 'by ${n} days')],
      ...[path('s-in', 'fork', 'a', 'bad'), path('fork', 'b')],
    ),
  ]);

describe('errors', () => {
  it('[ENG-48] end the sub-process that they come out of and go on at its boundary, also after it has waited', () => {
    const run = new Scenario(
      failing(
        boundary('caught', 's', error('late', { code: 'c', message: 'm' })),
        task('x'),
        path('caught', 'x'),
      ),
      { n: 3 },
    ).complete('a');
    expect(run.trace).toEqual(expect.arrayContaining(['bad completed', 'b cancelled', 's cancelled']));
    expect(run.open).toEqual(['x']);
    expect(run.state.variables).toEqual({ n: 3, c: 'late', m: 'by 3 days' });
  });

  it.each([
    [['other', 'late', null], 'late'],
    [['other', null, 'late'], 'late'],
    [['other', null], 'null'],
  ])('[ENG-48] go to the event that names the code before one that takes every error: %j', (codes, taken) => {
    const events = codes.map((code) => boundary(`on-${code}`, 's', error(code)));
    const run = new Scenario(failing(...events)).complete('a');
    expect(run.done.at(-1)).toBe(`on-${taken}`);
  });

  it('[ENG-48] go to an event sub-process in the scope before the boundary around it', () => {
    const run = new Scenario(
      draw([
        ...[start('in'), path('in', 's'), boundary('outer', 's', error(null))],
        sub(
          's',
          ...[start('s-in'), task('a'), errorEnd('bad', 'late'), path('s-in', 'a', 'bad')],
          eventSub('e', start('e-in', error('late')), task('x'), path('e-in', 'x')),
        ),
      ]),
    ).complete('a');
    expect(run.open).toEqual(['x']);
    expect(run.complete('x').done).toEqual(['in', 's-in', 'a', 'bad', 'e-in', 'x', 'e', 's']);
  });

  it('[ENG-48] that come out of an event sub-process go further up, not into it again', () => {
    const run = new Scenario(
      draw([
        ...[start('in'), task('y'), path('in', 's'), boundary('outer', 's', error(null)), path('outer', 'y')],
        sub(
          's',
          ...[start('s-in'), task('a'), errorEnd('bad', 'late'), path('s-in', 'a', 'bad')],
          eventSub('e', start('e-in', error(null)), errorEnd('worse', 'worse'), path('e-in', 'worse')),
        ),
      ]),
    ).complete('a');
    expect(run.open).toEqual(['y']);
  });

  it('[ENG-48] pass scopes that do not handle them, and end what is in them', () => {
    const run = new Scenario(
      draw([
        ...[start('in'), path('in', 'outer'), boundary('caught', 'outer', error('late'))],
        sub(
          'outer',
          ...[start('o-in'), path('o-in', 's'), boundary('other', 's', error('early'))],
          sub('s', start('s-in'), errorEnd('bad', 'late'), path('s-in', 'bad')),
        ),
      ]),
    );
    expect(run.trace.slice(-6)).toEqual([
      'bad completed',
      's cancelled',
      'outer cancelled',
      'caught entered',
      'caught completed',
      'instance completed',
    ]);
  });

  it('[ENG-48] in one execution of a multi-instance end all of them', () => {
    const run = new Scenario(
      draw([
        ...[
          start('in'),
          path('in', 's'),
          boundary('caught', 's', error(null)),
          task('x'),
          path('caught', 'x'),
        ],
        subWith(
          's',
          { loop: times('${3}') },
          ...[start('s-in'), task('a'), errorEnd('bad', 'late'), path('s-in', 'a', 'bad')],
        ),
      ]),
    ).complete('a');
    expect(run.open).toEqual(['x']);
    expect(run.trace.filter((line) => line === 's cancelled')).toHaveLength(4);
  });

  it('[ENG-49] that nobody handles end the instance and go to whoever called it', () => {
    const run = new Scenario(failing(), { n: 1 }).complete('a');
    expect(run.trace.slice(-4)).toEqual([
      'bad completed',
      'b cancelled',
      's cancelled',
      'instance completed',
    ]);
    expect(run.effects.at(-1)).toEqual({
      type: 'instance.ended',
      status: 'completed',
      error: { code: 'late', message: 'by 1 days' },
    });
  });

  const outside: [string, Part, (run: Scenario) => Scenario][] = [
    ['a system action', service('work'), (run) => run.workFails('work', 'late', 'no')],
    [
      'a called process',
      call('work', 'other'),
      (run) => run.childEnds('work', {}, { error: { code: 'late', message: 'no' } }),
    ],
  ];

  it.each(outside)('[ENG-48] of %s are caught at its boundary', (_, work, fail) => {
    const run = fail(
      new Scenario(
        draw([
          ...[start('in'), work, task('x'), path('in', 'work', 'out'), end('out'), path('caught', 'x')],
          boundary('caught', 'work', error('late', { message: 'why' })),
        ]),
      ),
    );
    expect(run.open).toEqual(['x']);
    expect(run.state.variables).toEqual({ why: 'no' });
    expect(run.effects.filter(({ type }) => /^(job|child)\.cancelled/.test(type))).toEqual([]);
  });

  it.each(outside)('[ENG-49] of %s that nobody handles stay with an administrator', (_, work, fail) => {
    const definition = draw([start('in'), work, end('out'), path('in', 'work', 'out')]);
    const run = fail(new Scenario(definition));
    expect(run.incidents).toMatchObject([
      { code: 'error-uncaught', element: 'work', message: expect.stringContaining('late (no)') },
    ]);
  });

  it.each(outside)('[ENG-49] of %s in a called instance go to its caller', (_, work, fail) => {
    const definition = draw([start('in'), work, end('out'), path('in', 'work', 'out')]);
    const run = fail(new Scenario(definition, {}, null, true));
    expect(run.trace.slice(-2)).toEqual(['work cancelled', 'instance completed']);
    expect(run.effects.at(-1)).toMatchObject({ error: { code: 'late', message: 'no' } });
  });

  it('[ENG-48] end other event sub-processes of the scope with everything else', () => {
    const run = new Scenario(
      draw([
        ...[start('in'), service('work'), path('in', 'work')],
        eventSub('n', start('n-in', message('news'), { interrupting: false }), task('y'), path('n-in', 'y')),
        eventSub('e', start('e-in', error(null)), task('x'), path('e-in', 'x')),
      ]),
    );
    run.event('n-in').workFails('work', 'late');
    expect(run.open).toEqual(['x']);
    expect(run.state.registrations).toEqual([]);
  });
});
