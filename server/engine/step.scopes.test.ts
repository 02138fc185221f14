import { describe, expect, it } from 'vitest';
import {
  after,
  boundary,
  draw,
  end,
  eventSub,
  exclusive,
  flow,
  manual,
  mappings,
  message,
  otherwise,
  type Part,
  parallel,
  path,
  start,
  sub,
  subWith,
  task,
  terminate,
} from './testing/drawing.ts';
import { Scenario } from './testing/scenario.ts';

/** A sub-process with two tasks side by side, and a task behind it. */
const twoInside = () =>
  draw([
    ...[start('in'), end('out'), task('next'), path('in', 's', 'next', 'out')],
    sub(
      's',
      start('s-in'),
      parallel('fork'),
      task('a'),
      task('b'),
      path('s-in', 'fork', 'a'),
      path('fork', 'b'),
    ),
  ]);

describe('sub-processes', () => {
  it('[ENG-37] are over when nothing moves or waits inside; then one token goes on', () => {
    const run = new Scenario(twoInside());
    expect(run.open).toEqual(['a', 'b']);
    run.complete('a');
    expect(run.open).toEqual(['b']);
    run.complete('b');
    expect(run.trace.slice(-4)).toEqual(['b completed', 's completed', 'next entered', 'next opened']);
    expect(run.complete('next').state.status).toBe('completed');
  });

  it('[ENG-37] tell of each step which step it runs in', () => {
    const { effects } = new Scenario(twoInside());
    const parents = effects.flatMap((effect) =>
      effect.type === 'step.entered' ? [[effect.step, effect.element, effect.parent]] : [],
    );
    expect(parents).toEqual([
      ['s1', 'in', null],
      ['s2', 's', null],
      ['s3', 's-in', 's2'],
      ['s4', 'fork', 's2'],
      ['s5', 'a', 's2'],
      ['s6', 'b', 's2'],
    ]);
  });

  it('[ENG-37] that have nothing to wait for are over at once', () => {
    const run = new Scenario(
      draw([
        start('in'),
        end('out'),
        path('in', 's', 'out'),
        sub('s', start('s-in'), manual('m'), path('s-in', 'm')),
      ]),
    );
    expect(run.done).toEqual(['in', 's-in', 'm', 's', 'out']);
    expect(run.state).toMatchObject({ status: 'completed', open: [], registrations: [] });
  });

  it('[ENG-10] pass the background flag on to what is inside, not to what is behind', () => {
    const inside = sub('s', start('s-in'), task('a'), path('s-in', 'a'));
    const definition = draw([start('in'), inside, task('next'), path('in', 's', 'next')]);
    const beginning = definition.elements.in;
    if (beginning !== undefined) beginning.background = true;
    const run = new Scenario(definition).complete('a');
    expect(run.tasks.map(({ element, foreground }) => [element, foreground])).toEqual([
      ['a', false],
      ['next', true],
    ]);
  });

  it('[ENG-26] say when a join inside waits in vain, though others outside go on', () => {
    const run = new Scenario(
      draw([
        ...[start('in'), parallel('both'), task('beside'), path('in', 'both', 's'), path('both', 'beside')],
        sub(
          's',
          ...[start('s-in'), exclusive('x'), task('never'), parallel('join'), path('s-in', 'x', 'join')],
          ...[flow('x', 'never', '${false}'), path('never', 'join')],
        ),
      ]),
    );
    expect(run.incidents).toMatchObject([{ code: 'join-starved', element: 'join' }]);
    expect(run.open).toEqual(['beside']);
  });

  it('[ENG-23] that begin each other without end are stopped', () => {
    const nested = (depth: number): Part[] => {
      const [head, inside, tail] = [`h${depth}`, `s${depth}`, `x${depth}`];
      const body = depth === 0 ? [manual('m')] : nested(depth - 1);
      const first = depth === 0 ? 'm' : `h${depth - 1}`;
      return [
        ...[
          exclusive(head),
          exclusive(tail),
          sub(inside, start(`in${depth}`), ...body, path(`in${depth}`, first)),
        ],
        path(head, inside, tail, head),
      ];
    };
    const run = new Scenario(draw([start('in'), ...nested(4), path('in', 'h4')]));
    expect(run.incidents.at(0)).toMatchObject({ code: 'loop-guard' });
    expect(run.state.status).toBe('error');
    expect(run.state.steps).toBeLessThan(150_000);
  });

  it('[ENG-23] count executions in each scope of their own', () => {
    const definition = draw(
      [
        ...[
          start('in'),
          task('a', { result: 'again' }),
          exclusive('x'),
          end('out'),
          path('in', 'a', 's', 'x'),
        ],
        ...[flow('x', 'a', "${again == 'yes'}"), otherwise('x', 'out')],
        sub('s', start('s-in'), manual('m'), path('s-in', 'm')),
      ],
      { maxExecutions: 2 },
    );
    const run = new Scenario(definition).complete('a', 'yes').complete('a', 'yes');
    expect(run.incidents).toMatchObject([{ code: 'loop-guard', element: 'a' }]);
    expect(run.done.filter((element) => element === 'm')).toHaveLength(2);
  });
});

describe('variables', () => {
  const mapped = (inner: string) =>
    draw([
      ...[start('in'), end('out'), task('next'), path('in', 's', 'next', 'out')],
      subWith(
        's',
        { inputs: mappings({ own: '${n + 1}', twice: '${own * 2}' }), outputs: mappings({ given: inner }) },
        ...[start('s-in'), task('a', { result: 'own' }), task('b'), path('s-in', 'a', 'b')],
      ),
    ]);

  it('[ENG-38] that a step has of its own are seen inside it only, and written there', () => {
    const run = new Scenario(mapped('${own}'), { n: 4, own: 'outside' });
    expect(run.step('s').variables).toEqual({ own: 5, twice: 10 });
    run.complete('a', 'new', { free: 1 });
    expect(run.state.variables).toEqual({ n: 4, own: 'outside', free: 1 });
    expect(run.step('s').variables).toEqual({ own: 'new', twice: 10 });
    run.complete('b');
    expect(run.state.variables).toEqual({ n: 4, own: 'outside', free: 1, given: 'new' });
  });

  it('[ENG-39] outputs keep the type of a single expression, and are text with words around it', () => {
    const end = (inner: string) =>
      new Scenario(mapped(inner), { n: 4 }).complete('a').complete('b').state.variables;
    expect(end('${twice}')).toMatchObject({ given: 10 });
    expect(end('${twice} of it')).toMatchObject({ given: '10 of it' });
  });

  it('[ENG-39] inputs are seen by the texts of the step, outputs by the flows behind it', () => {
    const run = new Scenario(
      draw([
        ...[start('in'), exclusive('x'), end('yes'), end('no'), path('in', 'a', 'x')],
        ...[flow('x', 'yes', '${seen}'), otherwise('x', 'no')],
        task('a', {
          assignee: '${who}',
          inputs: mappings({ who: 'ben' }),
          outputs: mappings({ seen: "${who == 'ben'}" }),
        }),
      ]),
    );
    expect(run.tasks).toMatchObject([{ performer: { user: 'ben' } }]);
    expect(run.complete('a').done).toEqual(['in', 'a', 'x', 'yes']);
  });

  it.each([
    ['inputs', { inputs: mappings({ x: '${1 / n}' }) }],
    ['outputs', { outputs: mappings({ x: '${1 / n}' }) }],
  ])('[ENG-22] %s that cannot be evaluated stop the step until they can', (when, common) => {
    const run = new Scenario(draw([start('in'), task('a', common), end('out'), path('in', 'a', 'out')]), {
      n: 0,
    });
    if (when === 'outputs') run.complete('a');
    expect(run.incidents).toMatchObject([{ code: 'expression-failed', element: 'a' }]);
    run.command({ type: 'set-variables', variables: { n: 1 } }).command({ type: 'retry', step: 's2' });
    expect(run.state.status).toBe(when === 'inputs' ? 'running' : 'completed');
    expect(run.state.open.every(({ incident }) => incident === undefined)).toBe(true);
  });
});

describe('terminate end events', () => {
  it('[ENG-40] end the instance and all that is open in it', () => {
    const run = new Scenario(
      draw([
        ...[start('in'), parallel('fork'), task('a'), task('b'), terminate('stop')],
        ...[path('in', 'fork', 'a', 'stop'), path('fork', 'b'), boundary('late', 'b', after('PT1H'))],
      ]),
    ).complete('a');
    expect(run.trace.slice(-4)).toEqual([
      'stop entered',
      'stop completed',
      'b cancelled',
      'instance completed',
    ]);
    expect(run.state).toMatchObject({ status: 'completed', open: [], registrations: [] });
  });

  it('[ENG-40] inside a sub-process end that sub-process only', () => {
    const run = new Scenario(
      draw([
        ...[start('in'), parallel('out'), task('beside'), task('next'), path('in', 'out', 's', 'next')],
        path('out', 'beside'),
        sub(
          's',
          ...[start('s-in'), parallel('fork'), task('a'), task('b'), terminate('stop')],
          ...[path('s-in', 'fork', 'a', 'stop'), path('fork', 'b')],
        ),
      ]),
    ).complete('a');
    expect(run.trace).toContain('b cancelled');
    expect(run.open).toEqual(['beside', 'next']);
  });
});

describe('event sub-processes', () => {
  const beside = (interrupting: boolean) =>
    draw([
      ...[start('in'), task('a'), end('out'), path('in', 'a', 'out')],
      eventSub('e', start('e-in', message('news'), { interrupting }), task('x'), path('e-in', 'x')),
    ]);

  it('[ENG-41] that interrupt end everything else in the scope, and happen once', () => {
    const run = new Scenario(beside(true)).event('e-in', { what: 'late' });
    expect(run.open).toEqual(['x']);
    expect(run.trace).toContain('a cancelled');
    expect(run.state).toMatchObject({ registrations: [], variables: { what: 'late' } });
    expect(run.complete('x').state.status).toBe('completed');
  });

  it('[ENG-41] that do not interrupt run any number of times, each with what its event brought', () => {
    const run = new Scenario(beside(false)).event('e-in', { what: 'one' }).event('e-in', { what: 'two' });
    expect(run.open).toEqual(['a', 'x', 'x']);
    expect(run.state.open.flatMap(({ element, variables }) => (element === 'e' ? [variables] : []))).toEqual([
      { what: 'one' },
      { what: 'two' },
    ]);
    expect(run.state.variables).toEqual({ what: 'two' });
    run.complete('a');
    expect(run.state.status).toBe('running');
    run.event('e-in').complete('x').complete('x').complete('x');
    expect(run.state).toMatchObject({ status: 'completed', registrations: [] });
  });

  it('[ENG-41] inside a sub-process end its other steps and let it go on', () => {
    const run = new Scenario(
      draw([
        ...[start('in'), task('next'), path('in', 's', 'next'), boundary('late', 's', after('PT1H'))],
        sub(
          's',
          ...[start('s-in'), task('a'), path('s-in', 'a')],
          eventSub('e', start('e-in', message('news')), task('x'), path('e-in', 'x')),
        ),
      ]),
    ).event('e-in');
    expect(run.open).toEqual(['x']);
    expect(run.state.registrations.map(({ element }) => element)).toEqual(['late']);
    expect(run.complete('x').open).toEqual(['next']);
    expect(run.state.registrations).toEqual([]);
  });

  it('[ENG-23] are executed as often as their event comes from outside', () => {
    const run = new Scenario(
      draw(
        [
          ...[start('in'), task('a'), path('in', 'a')],
          eventSub(
            'e',
            start('e-in', message('news'), { interrupting: false }),
            manual('x'),
            path('e-in', 'x'),
          ),
        ],
        { maxExecutions: 3 },
      ),
    );
    for (let count = 0; count < 5; count += 1) run.event('e-in');
    expect(run.incidents).toEqual([]);
    expect(run.done.filter((element) => element === 'x')).toHaveLength(5);
  });
});
