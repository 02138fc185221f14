import { describe, expect, it } from 'vitest';
import {
  after,
  boundary,
  draw,
  end,
  exclusive,
  flow,
  inclusive,
  linkFrom,
  linkTo,
  otherwise,
  type Part,
  parallel,
  path,
  start,
  sub,
  task,
} from './testing/drawing.ts';
import { Scenario } from './testing/scenario.ts';

/** Ways to a, b and, else, c; joined before `next`. */
const threeWays = (loose = false) =>
  draw([
    ...[start('in'), inclusive('or'), task('a'), task('b'), task('c'), inclusive('join', loose)],
    ...[task('next'), flow('or', 'a', '${n > 0}'), flow('or', 'b', '${n > 1}'), otherwise('or', 'c')],
    ...[path('in', 'or'), path('a', 'join'), path('b', 'join'), path('c', 'join', 'next')],
  ]);

describe('inclusive gateways', () => {
  it.each([
    [0, ['c']],
    [1, ['a']],
    [2, ['a', 'b']],
  ])('[ENG-55] take every flow that matches, else the default, and join what was taken: %d', (n, taken) => {
    const run = new Scenario(threeWays(), { n });
    expect(run.open).toEqual(taken);
    for (const element of taken) {
      expect(run.open).not.toContain('next');
      run.complete(element);
    }
    expect(run.open).toEqual(['next']);
  });

  it('[ENG-55] that are loose let every token through', () => {
    const run = new Scenario(threeWays(true), { n: 2 }).complete('a');
    expect(run.open).toEqual(['b', 'next']);
    expect(run.complete('b').open).toEqual(['next', 'next']);
  });

  it('[ENG-21] stop where nothing matches', () => {
    const run = new Scenario(
      draw([start('in'), inclusive('or'), end('out'), path('in', 'or'), flow('or', 'out', '${n}')]),
      {
        n: false,
      },
    );
    expect(run.incidents).toMatchObject([{ code: 'no-flow-matches', element: 'or' }]);
  });

  const forked = (...rest: Part[]) =>
    draw([
      ...[start('in'), parallel('fork'), task('a'), task('b'), inclusive('join'), task('next')],
      ...[path('in', 'fork', 'a', 'join', 'next'), path('fork', 'b'), ...rest],
    ]);

  it('[ENG-56] wait for a token that may still come, and not for one that went elsewhere', () => {
    const definition = forked(
      ...[exclusive('x'), end('gone'), path('b', 'x'), otherwise('x', 'gone'), flow('x', 'join', '${stay}')],
    );
    for (const stay of [true, false]) {
      const run = new Scenario(definition, { stay }).complete('a');
      expect(run.open).toEqual(['b', 'join']);
      expect(run.complete('b').open).toEqual(['next']);
      expect(run.done.filter((element) => element === 'join')).toHaveLength(1);
    }
  });

  it('[ENG-56] do not wait for one that cannot come', () => {
    const definition = forked(end('gone'), path('b', 'gone'), task('never'), path('never', 'join'));
    expect(new Scenario(definition).complete('a').open).toEqual(['b', 'next']);
  });

  it('[ENG-56] wait for what may come by a boundary event, a link or out of a sub-process', () => {
    const run = new Scenario(
      forked(
        ...[end('gone'), path('b', 's', 'gone'), boundary('late', 's', after('PT1H')), path('late', 'go')],
        ...[linkTo('go', 'here'), linkFrom('here'), path('here', 'join')],
        sub('s', start('s-in'), task('x'), path('s-in', 'x')),
      ),
    ).complete('a');
    run.complete('b');
    expect(run.open).toEqual(['join', 'x']);
    expect(run.timer('late').open).toEqual(['next']);
  });

  it('[ENG-56] in a loop wait for a token that is still going round', () => {
    const run = new Scenario(
      draw([
        ...[start('in'), inclusive('head'), parallel('fork'), task('a', { result: 'r' }), task('b')],
        ...[exclusive('x'), inclusive('join'), task('next'), path('in', 'head', 'fork', 'a', 'x')],
        ...[path('fork', 'b', 'join', 'next'), flow('x', 'head', "${r == 'again'}"), otherwise('x', 'join')],
      ]),
    );
    run.complete('b').complete('a', 'again');
    expect(run.open).toEqual(['join', 'a', 'b']);
    run.complete('b').complete('a', 'enough');
    expect(run.open).toEqual(['next']);
  });

  it('[ENG-56] that wait for nobody but each other go on, the oldest first', () => {
    const run = new Scenario(
      draw([
        ...[start('in'), parallel('fork'), inclusive('one'), inclusive('two'), task('a'), task('b')],
        ...[
          exclusive('x'),
          exclusive('y'),
          path('in', 'fork', 'one', 'a', 'x'),
          path('fork', 'two', 'b', 'y'),
        ],
        ...[
          flow('x', 'two', '${x}'),
          otherwise('x', 'end1'),
          flow('y', 'one', '${y}'),
          otherwise('y', 'end2'),
        ],
        ...[end('end1'), end('end2')],
      ]),
      { x: false, y: false },
    );
    expect(run.open).toEqual(['two', 'a']);
    run.complete('a').complete('b');
    expect(run.state.status).toBe('completed');
  });

  it('[ENG-56] go on when they and a parallel join wait for each other', () => {
    const run = new Scenario(
      draw([
        ...[
          start('in'),
          parallel('fork'),
          inclusive('or'),
          parallel('and'),
          task('a'),
          task('b'),
          exclusive('x'),
        ],
        ...[path('in', 'fork', 'or', 'a', 'and', 'b', 'x'), path('fork', 'and')],
        ...[flow('x', 'or', '${again}'), otherwise('x', 'out'), end('out')],
      ]),
      { again: false },
    );
    expect(run.open).toEqual(['and', 'a']);
    expect(run.complete('a').complete('b').state.status).toBe('completed');
  });
});
