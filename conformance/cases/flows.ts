/** Tokens on flows: forks, joins, decisions and loops. */
import { bpmn, end, exclusive, flow, manual, parallel, path, start, task } from '../bpmn.ts';
import type { Case } from '../case.ts';

export const flows: Case[] = [
  {
    name: 'one task after the other',
    rules: ['ENG-1', 'ENG-6'],
    ordered: true,
    processes: [
      bpmn('p', start('in'), task('a'), manual('m'), task('b'), end('out'), path('in', 'a', 'm', 'b', 'out')),
    ],
    script: [{ complete: 'a' }, { complete: 'b' }],
  },
  {
    name: 'a task without a flow behind it ends the instance',
    rules: ['ENG-6'],
    ordered: true,
    processes: [bpmn('p', start('in'), task('a'), path('in', 'a'))],
    script: [{ complete: 'a' }],
  },
  {
    name: 'several flows out of a task: all that hold, and those without a condition',
    rules: ['ENG-3'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a'), task('b'), task('c'), task('d'), path('in', 'a', 'b')],
        ...[flow('a', 'c', '${n > 1}'), flow('a', 'd', '${n > 5}')],
      ),
    ],
    variables: { n: 3 },
    script: [{ complete: 'a' }, { complete: 'c' }, { complete: 'b' }],
  },
  {
    name: 'the default flow of a task is taken when no other is',
    rules: ['ENG-3'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a').replace('<userTask ', '<userTask default="a-c" '), task('b'), task('c')],
        ...[path('in', 'a', 'c'), flow('a', 'b', '${n > 5}')],
      ),
    ],
    variables: { n: 3 },
    script: [{ complete: 'a' }, { complete: 'c' }],
  },
  {
    name: 'the default flow of a task is left out when another is taken',
    rules: ['ENG-3'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a').replace('<userTask ', '<userTask default="a-c" '), task('b'), task('c')],
        ...[path('in', 'a', 'c'), flow('a', 'b', '${n > 5}')],
      ),
    ],
    variables: { n: 7 },
    script: [{ complete: 'a' }, { complete: 'b' }],
  },
  {
    name: 'a task behind two flows runs for each token',
    rules: ['ENG-2'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), parallel('fork'), task('a'), task('b'), task('c'), end('out')],
        ...[path('in', 'fork', 'a', 'c', 'out'), path('fork', 'b', 'c')],
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'b' }, { complete: 'c' }, { complete: 'c' }],
  },
  {
    name: 'an exclusive gateway takes the first flow that holds',
    rules: ['ENG-4'],
    ordered: true,
    processes: [
      bpmn(
        'p',
        ...[
          start('in'),
          exclusive('x', { otherwise: 'x-c' }),
          task('a'),
          task('b'),
          task('c'),
          path('in', 'x'),
        ],
        ...[flow('x', 'a', '${n > 1}'), flow('x', 'b', '${n > 0}'), flow('x', 'c')],
      ),
    ],
    variables: { n: 2 },
    script: [{ complete: 'a' }],
  },
  {
    name: 'an exclusive gateway takes its default flow when nothing else holds',
    rules: ['ENG-4'],
    ordered: true,
    processes: [
      bpmn(
        'p',
        ...[start('in'), exclusive('x', { otherwise: 'x-c' }), task('a'), task('c'), path('in', 'x')],
        ...[flow('x', 'c'), flow('x', 'a', '${n > 1}')],
      ),
    ],
    variables: { n: 0 },
    script: [{ complete: 'c' }],
  },
  {
    name: 'the outcome of a task decides',
    rules: ['ENG-4', 'ENG-8'],
    ordered: true,
    watch: ['chosen'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a', { result: 'chosen' }), exclusive('x', { otherwise: 'x-c' })],
        ...[task('b'), task('c'), path('in', 'a', 'x', 'c'), flow('x', 'b', "${chosen == 'done'}")],
      ),
    ],
    script: [{ complete: 'a', outcome: 'done' }, { complete: 'b' }],
  },
  {
    name: 'a parallel join waits for every branch',
    rules: ['ENG-5'],
    processes: [
      bpmn(
        'p',
        ...[
          start('in'),
          parallel('fork'),
          task('a'),
          task('b'),
          task('c'),
          parallel('join'),
          task('d'),
          end('out'),
        ],
        ...[
          path('in', 'fork', 'a', 'join', 'd', 'out'),
          path('fork', 'b', 'join'),
          path('fork', 'c', 'join'),
        ],
      ),
    ],
    script: [{ complete: 'b' }, { complete: 'a' }, { complete: 'c' }, { complete: 'd' }],
  },
  {
    name: 'a parallel gateway that joins and forks at once',
    rules: ['ENG-5'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), parallel('fork'), task('a'), task('b'), parallel('both'), task('c'), task('d')],
        ...[path('in', 'fork', 'a', 'both', 'c'), path('fork', 'b', 'both', 'd')],
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'b' }, { complete: 'c' }, { complete: 'd' }],
  },
  {
    name: 'forks inside forks are joined from the inside',
    rules: ['ENG-5'],
    processes: [
      bpmn(
        'p',
        ...[
          start('in'),
          parallel('f1'),
          parallel('f2'),
          task('a'),
          task('b'),
          task('c'),
          parallel('j2'),
          parallel('j1'),
        ],
        ...[
          end('out'),
          path('in', 'f1', 'f2', 'a', 'j2', 'j1', 'out'),
          path('f2', 'b', 'j2'),
          path('f1', 'c', 'j1'),
        ],
      ),
    ],
    script: [{ complete: 'c' }, { complete: 'a' }, { complete: 'b' }],
  },
  {
    name: 'a loop executes its task anew on every pass',
    rules: ['ENG-7'],
    ordered: true,
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a'), exclusive('again', { otherwise: 'again-out' }), end('out')],
        ...[path('in', 'a', 'again', 'out'), flow('again', 'a', '${repeat}')],
      ),
    ],
    variables: { repeat: true },
    script: [...[{ complete: 'a' }, { complete: 'a' }], { complete: 'a', variables: { repeat: false } }],
  },
  {
    name: 'a branch that loops before the join arrives there once',
    rules: ['ENG-5', 'ENG-7'],
    processes: [
      bpmn(
        'p',
        ...[
          start('in'),
          parallel('fork'),
          task('a'),
          exclusive('again', { otherwise: 'again-join' }),
          task('b'),
        ],
        ...[
          parallel('join'),
          task('c'),
          path('in', 'fork', 'a', 'again', 'join', 'c'),
          path('fork', 'b', 'join'),
        ],
        flow('again', 'a', '${repeat}'),
      ),
    ],
    variables: { repeat: true },
    script: [
      ...[{ complete: 'a' }, { complete: 'b' }],
      { complete: 'a', variables: { repeat: false } },
      { complete: 'c' },
    ],
  },
  {
    name: 'a fork and its join inside a loop begin anew on every pass',
    rules: ['ENG-5', 'ENG-7'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), exclusive('merge'), parallel('fork'), task('a'), task('b'), parallel('join')],
        ...[exclusive('again', { otherwise: 'again-out' }), end('out'), flow('again', 'merge', '${repeat}')],
        ...[path('in', 'merge', 'fork', 'a', 'join', 'again', 'out'), path('fork', 'b', 'join')],
      ),
    ],
    variables: { repeat: true },
    script: [
      ...[{ complete: 'a' }, { complete: 'b' }, { complete: 'b' }],
      { complete: 'a', variables: { repeat: false } },
    ],
  },
  {
    name: 'an instance goes on until its last branch has ended',
    rules: ['ENG-6'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), parallel('fork'), task('a'), task('b'), end('one'), end('two')],
        ...[path('in', 'fork', 'a', 'one'), path('fork', 'b', 'two')],
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'b' }],
  },
  {
    name: 'cancelling leaves nothing open',
    rules: ['ENG-28'],
    processes: [
      bpmn(
        'p',
        start('in'),
        parallel('fork'),
        task('a'),
        task('b'),
        path('in', 'fork', 'a'),
        path('fork', 'b'),
      ),
    ],
    script: [{ complete: 'a' }, { cancel: true }],
  },
];
