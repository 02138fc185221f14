/** Inclusive gateways: the join waits for what can still arrive, and for nothing else. */
import {
  after,
  boundary,
  bpmn,
  end,
  exclusive,
  flow,
  inclusive,
  parallel,
  path,
  start,
  sub,
  task,
} from '../bpmn.ts';
import type { Case } from '../case.ts';

/** `in` → `or` → a (n > 0), b (n > 1), c (else) → `join` → d. */
const threeWays = bpmn(
  'p',
  ...[
    start('in'),
    inclusive('or', { otherwise: 'or-c' }),
    task('a'),
    task('b'),
    task('c'),
    inclusive('join'),
  ],
  ...[task('d'), end('out'), path('in', 'or', 'c', 'join', 'd', 'out'), path('a', 'join'), path('b', 'join')],
  ...[flow('or', 'a', '${n > 0}'), flow('or', 'b', '${n > 1}')],
);

export const inclusives: Case[] = [
  {
    name: 'an inclusive join waits for both branches that were taken',
    processes: [threeWays],
    variables: { n: 2 },
    script: [{ complete: 'a' }, { complete: 'b' }, { complete: 'd' }],
  },
  {
    name: 'an inclusive join does not wait for branches that were not taken',
    processes: [threeWays],
    variables: { n: 1 },
    script: [{ complete: 'a' }, { complete: 'd' }],
  },
  {
    name: 'an inclusive gateway takes its default flow when nothing else holds',
    processes: [threeWays],
    variables: { n: 0 },
    script: [{ complete: 'c' }, { complete: 'd' }],
  },
  {
    name: 'an inclusive join goes on when the branch that it waits for ends elsewhere',
    processes: [
      bpmn(
        'p',
        ...[start('in'), parallel('fork'), task('a'), task('b'), exclusive('x', { otherwise: 'x-gone' })],
        ...[end('gone'), inclusive('join'), task('d'), path('in', 'fork', 'a', 'join', 'd')],
        ...[path('fork', 'b', 'x', 'gone'), flow('x', 'join', '${stay}')],
      ),
    ],
    variables: { stay: false },
    script: [{ complete: 'a' }, { complete: 'b' }, { complete: 'd' }],
    differs: {
      after: 2,
      why: 'Operaton looks at an inclusive join only when a token arrives there; the instance is stuck.',
    },
  },
  {
    name: 'an inclusive join waits for the branch that may still arrive',
    processes: [
      bpmn(
        'p',
        ...[start('in'), parallel('fork'), task('a'), task('b'), exclusive('x', { otherwise: 'x-gone' })],
        ...[end('gone'), inclusive('join'), task('d'), path('in', 'fork', 'a', 'join', 'd')],
        ...[path('fork', 'b', 'x', 'gone'), flow('x', 'join', '${stay}')],
      ),
    ],
    variables: { stay: true },
    script: [{ complete: 'a' }, { complete: 'b' }, { complete: 'd' }],
  },
  {
    name: 'an inclusive join lets through at once what nobody can follow',
    processes: [
      bpmn(
        'p',
        ...[start('in'), parallel('fork'), task('a'), task('b'), inclusive('join'), task('d'), task('e')],
        ...[path('in', 'fork', 'a', 'join', 'd'), path('fork', 'b', 'e'), flow('e', 'join')],
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'b' }, { complete: 'e' }, { complete: 'd' }],
  },
  {
    name: 'an inclusive fork and join inside a loop begin anew on every pass',
    processes: [
      bpmn(
        'p',
        ...[
          start('in'),
          exclusive('merge'),
          inclusive('or', { otherwise: 'or-c' }),
          task('a'),
          task('b'),
          task('c'),
        ],
        ...[inclusive('join'), exclusive('again', { otherwise: 'again-out' }), end('out')],
        ...[path('in', 'merge', 'or', 'c', 'join', 'again', 'out'), path('a', 'join'), path('b', 'join')],
        ...[flow('or', 'a', '${n > 0}'), flow('or', 'b', '${n > 1}'), flow('again', 'merge', '${repeat}')],
      ),
    ],
    variables: { n: 2, repeat: true },
    script: [
      ...[{ complete: 'a' }, { complete: 'b', variables: { n: 1 } }],
      { complete: 'a', variables: { repeat: false } },
    ],
  },
  {
    name: 'an inclusive join waits for a branch that loops before it',
    processes: [
      bpmn(
        'p',
        ...[start('in'), inclusive('or', { otherwise: 'or-c' }), task('a'), task('b'), task('c')],
        ...[exclusive('again', { otherwise: 'again-join' }), inclusive('join'), task('d')],
        ...[path('in', 'or', 'c', 'join', 'd'), path('a', 'again', 'join'), path('b', 'join')],
        ...[flow('or', 'a', '${n > 0}'), flow('or', 'b', '${n > 0}'), flow('again', 'a', '${repeat}')],
      ),
    ],
    variables: { n: 1, repeat: true },
    script: [
      ...[{ complete: 'b' }, { complete: 'a' }],
      { complete: 'a', variables: { repeat: false } },
      { complete: 'd' },
    ],
  },
  {
    name: 'an inclusive fork is joined by an exclusive gateway without waiting',
    processes: [
      bpmn(
        'p',
        ...[
          start('in'),
          inclusive('or', { otherwise: 'or-b' }),
          task('a'),
          task('b'),
          exclusive('merge'),
          task('d'),
        ],
        ...[path('in', 'or', 'b', 'merge', 'd'), path('a', 'merge')],
        ...[flow('or', 'a', '${n > 0}')],
      ),
    ],
    variables: { n: 1 },
    script: [{ complete: 'a' }, { complete: 'd' }],
  },
  {
    name: 'two inclusive joins in a row',
    processes: [
      bpmn(
        'p',
        ...[start('in'), inclusive('o1', { otherwise: 'o1-c' }), task('a'), task('b'), task('c')],
        ...[inclusive('j1'), inclusive('j2'), task('d'), path('in', 'o1', 'c', 'j2', 'd')],
        ...[flow('o1', 'a', '${n > 0}'), flow('o1', 'b', '${n > 0}'), path('a', 'j1'), path('b', 'j1', 'j2')],
      ),
    ],
    variables: { n: 1 },
    script: [{ complete: 'a' }, { complete: 'b' }, { complete: 'd' }],
  },
  {
    name: 'an inclusive join inside a sub-process does not look outside',
    processes: [
      bpmn(
        'p',
        ...[start('in'), parallel('fork'), task('a'), path('in', 'fork', 's'), path('fork', 'a')],
        sub(
          's',
          ...[
            start('s-in'),
            inclusive('or', { otherwise: 'or-c' }),
            task('b'),
            task('c'),
            inclusive('join'),
            task('d'),
          ],
          ...[path('s-in', 'or', 'c', 'join', 'd'), flow('or', 'b', '${n > 0}'), path('b', 'join')],
        ),
      ),
    ],
    variables: { n: 1 },
    script: [{ complete: 'b' }, { complete: 'd' }, { complete: 'a' }],
  },
  {
    name: 'an inclusive join waits for the sub-process before it',
    processes: [
      bpmn(
        'p',
        ...[
          start('in'),
          parallel('fork'),
          task('a'),
          inclusive('join'),
          task('d'),
          path('in', 'fork', 'a', 'join', 'd'),
        ],
        sub('s', start('s-in'), task('b'), end('s-out'), path('s-in', 'b', 's-out')),
        path('fork', 's', 'join'),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'b' }, { complete: 'd' }],
  },
  {
    name: 'an inclusive join waits for what a boundary event may still send',
    processes: [
      bpmn(
        'p',
        ...[start('in'), parallel('fork'), task('a'), task('b'), end('gone'), inclusive('join'), task('d')],
        ...[boundary('late', 'b', after('PT1H')), path('late', 'join')],
        ...[path('in', 'fork', 'a', 'join', 'd'), path('fork', 'b', 'gone')],
      ),
    ],
    script: [{ complete: 'a' }, { timer: 'late' }, { complete: 'd' }],
    differs: {
      after: 1,
      why: 'Operaton does not follow boundary events upstream of an inclusive join, so it goes on twice.',
    },
  },
];
