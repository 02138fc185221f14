import { describe, expect, it } from 'vitest';
import {
  after,
  boundary,
  call,
  draw,
  each,
  end,
  manual,
  mappings,
  type Part,
  path,
  service,
  start,
  subWith,
  task,
  times,
} from './testing/drawing.ts';
import { Scenario } from './testing/scenario.ts';

const around = (...host: Part[]) =>
  draw([start('in'), ...host, task('next'), path('in', 'h', 'next'), end('out'), path('next', 'out')]);
const items = (run: Scenario) =>
  run.state.open.flatMap(({ variables, index }) => (index === undefined ? [] : [variables]));

describe('multi-instance', () => {
  it('[ENG-52] executes the element for each item, each with variables of its own', () => {
    const run = new Scenario(around(task('h', { loop: each('${people}', 'who'), assignee: '${who}' })), {
      people: ['anna', 'ben'],
    });
    expect(run.tasks.map(({ performer: { user } }) => user)).toEqual(['anna', 'ben']);
    expect(items(run)).toEqual([
      { loopCounter: 0, who: 'anna' },
      { loopCounter: 1, who: 'ben' },
    ]);
    const entered = run.effects.flatMap((effect) =>
      effect.type === 'step.entered' ? [[effect.step, effect.element, effect.parent, effect.index]] : [],
    );
    expect(entered.slice(1)).toEqual([
      ['s2', 'h', null, null],
      ['s3', 'h', 's2', 0],
      ['s4', 'h', 's2', 1],
    ]);
    run.complete('h');
    expect(run.open).toEqual(['h']);
    expect(run.complete('h').open).toEqual(['next']);
    expect(run.state.variables).toEqual({ people: ['anna', 'ben'] });
  });

  it('[ENG-52] takes rows as items and a list as it was when the step began', () => {
    const rows = [{ id: 'a' }, { id: 'b' }];
    const run = new Scenario(
      around(task('h', { loop: each('${rows}', 'row', { sequential: true }), assignee: '${row.id}' })),
      { rows },
    );
    run.command({ type: 'set-variables', variables: { rows: [] } }).complete('h');
    expect(run.tasks.map(({ performer: { user } }) => user)).toEqual(['a', 'b']);
    expect(run.step('h', ({ loop }) => loop !== undefined).loop).toEqual({ total: 2, started: 2, done: 1 });
  });

  it('[ENG-52] in sequence begins the next when one is over', () => {
    const run = new Scenario(around(task('h', { loop: times('${n}', { sequential: true }) })), { n: 3 });
    for (let count = 0; count < 3; count += 1) {
      expect(items(run)).toEqual([{ loopCounter: count }]);
      run.complete('h');
    }
    expect(run.open).toEqual(['next']);
  });

  it('[ENG-53] side by side keeps to the limit of the process', () => {
    const run = new Scenario(around(task('h', { loop: times('${5}', { limit: 2 }) })));
    const open: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      open.push(run.open.length);
      run.complete('h');
    }
    expect(open).toEqual([2, 2, 2, 2, 1]);
    expect(run.open).toEqual(['next']);
  });

  it('[ENG-53] ends early when its condition holds, and ends the others', () => {
    const loop = times('${5}', { until: "${nrOfCompletedInstances / nrOfInstances >= 0.4 || r == 'stop'}" });
    const run = new Scenario(around(task('h', { loop, result: 'r' }))).complete('h', 'go');
    expect(run.open).toHaveLength(4);
    run.complete('h', 'go');
    expect(run.open).toEqual(['next']);
    expect(run.trace.filter((line) => line === 'h cancelled')).toHaveLength(3);
    const stopped = new Scenario(around(task('h', { loop, result: 'r' }))).complete('h', 'stop');
    expect(stopped.open).toEqual(['next']);
  });

  it('[ENG-53] the condition sees the variables of the execution that has just ended', () => {
    const loop = each('${list}', 'item', { until: "${item == 'b'}" });
    const run = new Scenario(around(task('h', { loop })), { list: ['a', 'b', 'c'] });
    run.complete('h');
    expect(run.open).toHaveLength(2);
    expect(run.complete('h').open).toEqual(['next']);
  });

  it('[ENG-53] a condition that cannot be evaluated stops the step until it can', () => {
    const run = new Scenario(around(task('h', { loop: times('${2}', { until: '${stop}' }) }))).complete('h');
    expect(run.incidents).toMatchObject([{ code: 'expression-failed', element: 'h' }]);
    run.command({ type: 'set-variables', variables: { stop: true } }).command({ type: 'retry', step: 's2' });
    expect(run.open).toEqual(['next']);
    expect(run.state.status).toBe('running');
  });

  it.each([
    ['a list of nothing', each('${list}', 'item'), []],
    ['no times', times('${list.size()}'), []],
  ])('[ENG-52] goes on at once with %s', (_, loop, list) => {
    expect(new Scenario(around(task('h', { loop })), { list }).open).toEqual(['next']);
  });

  it.each([
    ['no list', each('${n}', 'item'), 'a list'],
    ['nothing', each('${nothing}', 'item'), 'a list'],
    ['a part of a number', times('${1 / 2}'), 'a number of executions'],
    ['less than none', times('${-1}'), 'a number of executions'],
    ['far too many', times('${1000000}'), 'up to 10000'],
  ])('[ENG-54] stops where it is given %s', (_, loop, expected) => {
    const run = new Scenario(around(task('h', { loop })), { n: 5 });
    expect(run.incidents).toMatchObject([
      { code: 'collection-invalid', element: 'h', message: expect.stringContaining(expected) },
    ]);
  });

  it('[ENG-44] has its boundary events on all executions together', () => {
    const run = new Scenario(
      around(task('h', { loop: times('${3}') }), boundary('late', 'h', after('PT1H')), path('late', 'next')),
    ).complete('h');
    expect(run.state.registrations).toHaveLength(1);
    run.timer('late');
    expect(run.open).toEqual(['next']);
    expect(run.state).toMatchObject({ registrations: [] });
  });

  it('[ENG-52] stands inside another', () => {
    const inner = subWith(
      'h',
      { loop: each('${outer}', 'o') },
      ...[start('h-in'), path('h-in', 'x')],
      task('x', { loop: times('${o}'), assignee: '${o}.${loopCounter}' }),
    );
    const run = new Scenario(around(inner), { outer: [1, 2] });
    expect(run.tasks.map(({ performer: { user } }) => user)).toEqual(['1.0', '2.0', '2.1']);
    run.complete('x').complete('x').complete('x');
    expect(run.open).toEqual(['next']);
  });

  it('[ENG-52] maps the inputs of each execution', () => {
    const run = new Scenario(
      around(service('h', { loop: times('${2}'), inputs: mappings({ place: '${loopCounter + 1}' }) })),
    );
    expect(run.jobs.map(({ variables }) => variables.place)).toEqual([1, 2]);
  });

  it('[ENG-52] calls a process for each item', () => {
    const run = new Scenario(
      around(
        call('h', 'other', { loop: each('${list}', 'item'), in: { it: '${item}' }, out: { got: '${r}' } }),
      ),
      { list: ['a', 'b'] },
    );
    run.childEnds('h', { r: 1 }).childEnds('h', { r: 2 });
    expect(run.open).toEqual(['next']);
    expect(run.state.variables).toMatchObject({ got: 2 });
  });

  it('[ENG-23] counts as one execution, however many there are', () => {
    const run = new Scenario(around(manual('h', { loop: times('${1000}') })));
    expect(run.open).toEqual(['next']);
    expect(run.done.filter((element) => element === 'h')).toHaveLength(1001);
  });
});
