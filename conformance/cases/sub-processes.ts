/** Embedded sub-processes: scopes that begin, end and are ended as a whole. */
import {
  after,
  boundary,
  bpmn,
  end,
  error,
  exclusive,
  flow,
  parallel,
  path,
  signal,
  start,
  sub,
  subWith,
  task,
  terminate,
  thrown,
} from '../bpmn.ts';
import type { Case } from '../case.ts';

export const subProcesses: Case[] = [
  {
    name: 'a sub-process goes on when everything in it has ended',
    ordered: true,
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('b'), end('out'), path('in', 's', 'b', 'out')],
        sub('s', start('s-in'), task('a'), end('s-out'), path('s-in', 'a', 's-out')),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'b' }],
  },
  {
    name: 'a sub-process waits for all of its branches',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('c'), path('in', 's', 'c')],
        sub(
          's',
          start('s-in'),
          parallel('fork'),
          task('a'),
          task('b'),
          path('s-in', 'fork', 'a'),
          path('fork', 'b'),
        ),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'b' }, { complete: 'c' }],
  },
  {
    name: 'sub-processes inside sub-processes',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('c'), path('in', 's1', 'c')],
        sub(
          's1',
          ...[start('in1'), task('b'), path('in1', 's2', 'b')],
          sub('s2', start('in2'), task('a'), path('in2', 'a')),
        ),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'b' }, { complete: 'c' }],
  },
  {
    name: 'a boundary timer ends everything inside a sub-process',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('late-task'), end('out'), path('in', 's', 'out')],
        ...[boundary('late', 's', after('PT1H')), path('late', 'late-task')],
        sub(
          's',
          ...[start('s-in'), parallel('fork'), task('a'), path('s-in', 'fork', 'a'), path('fork', 's2')],
          sub('s2', start('in2'), task('c'), path('in2', 'c')),
        ),
      ),
    ],
    script: [{ timer: 'late' }, { complete: 'late-task' }],
  },
  {
    name: 'a boundary event beside a sub-process leaves it alone',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('c'), task('d'), path('in', 's', 'c'), path('late', 'd')],
        boundary('late', 's', after('PT1H'), { beside: true }),
        sub('s', start('s-in'), task('a'), path('s-in', 'a')),
      ),
    ],
    script: [{ timer: 'late' }, { complete: 'a' }, { complete: 'd' }, { complete: 'c' }],
  },
  {
    name: 'an error out of a sub-process is caught at its boundary after it has waited for a person',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('repair'), end('out'), path('in', 's', 'out'), path('broken', 'repair')],
        boundary('broken', 's', error('E1')),
        sub('s', start('s-in'), task('a'), end('s-bad', error('E1')), path('s-in', 'a', 's-bad')),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'repair' }],
  },
  {
    name: 'an error ends the other branches of its sub-process',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('repair'), end('out'), path('in', 's', 'out'), path('broken', 'repair')],
        boundary('broken', 's', error('E1')),
        sub(
          's',
          ...[start('s-in'), parallel('fork'), task('a'), task('b'), end('s-bad', error('E1'))],
          ...[path('s-in', 'fork', 'a', 's-bad'), path('fork', 'b')],
        ),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'repair' }],
  },
  {
    name: 'an error passes the sub-processes that do not catch it',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('repair'), end('out'), path('in', 's1', 'out'), path('outer', 'repair')],
        boundary('outer', 's1', error('E1')),
        sub(
          's1',
          ...[start('in1'), task('other'), end('out1'), path('in1', 's2', 'out1'), path('inner', 'other')],
          boundary('inner', 's2', error('E2')),
          sub('s2', start('in2'), task('a'), end('bad', error('E1')), path('in2', 'a', 'bad')),
        ),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'repair' }],
  },
  {
    name: 'a boundary without a code catches every error, and keeps its code',
    watch: ['code'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('repair'), end('out'), path('in', 's', 'out'), path('broken', 'repair')],
        boundary('broken', 's', error(undefined, { code: 'code' })),
        sub('s', start('s-in'), task('a'), end('s-bad', error('E7')), path('s-in', 'a', 's-bad')),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'repair' }],
  },
  {
    name: 'of two boundary errors the one with the code catches',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('any-task'), task('one-task'), end('out'), path('in', 's', 'out')],
        ...[boundary('any', 's', error()), path('any', 'any-task')],
        ...[boundary('one', 's', error('E1')), path('one', 'one-task')],
        sub('s', start('s-in'), task('a'), end('s-bad', error('E1')), path('s-in', 'a', 's-bad')),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'one-task' }],
  },
  {
    name: 'terminate inside a sub-process ends only the sub-process',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('c'), path('in', 's', 'c')],
        sub(
          's',
          ...[start('s-in'), parallel('fork'), task('a'), task('b'), end('stop', terminate)],
          ...[path('s-in', 'fork', 'a', 'stop'), path('fork', 'b')],
        ),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'c' }],
  },
  {
    name: 'terminate in the process itself ends everything',
    processes: [
      bpmn(
        'p',
        ...[
          start('in'),
          parallel('fork'),
          task('a'),
          end('stop', terminate),
          path('in', 'fork', 'a', 'stop'),
        ],
        path('fork', 's'),
        sub('s', start('s-in'), task('b'), path('s-in', 'b')),
      ),
    ],
    script: [{ complete: 'a' }],
  },
  {
    name: 'a sub-process in a loop begins anew on every pass',
    processes: [
      bpmn(
        'p',
        ...[start('in'), exclusive('merge'), exclusive('again', { otherwise: 'again-out' }), end('out')],
        ...[path('in', 'merge', 's', 'again', 'out'), flow('again', 'merge', '${repeat}')],
        sub('s', start('s-in'), task('a'), end('s-out'), path('s-in', 'a', 's-out')),
        ...[boundary('late', 's', after('PT1H')), path('late', 'merge')],
      ),
    ],
    variables: { repeat: true },
    script: [{ complete: 'a' }, { timer: 'late' }, { complete: 'a', variables: { repeat: false } }],
  },
  {
    name: 'a sub-process has variables of its own, and gives out what it maps',
    watch: ['local', 'given'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('b'), path('in', 's', 'b')],
        subWith(
          's',
          { input: { local: '${n + 1}' }, output: { given: '${local}' } },
          ...[start('s-in'), task('a'), path('s-in', 'a')],
        ),
      ),
    ],
    variables: { n: 4 },
    script: [{ complete: 'a' }, { complete: 'b' }],
  },
  {
    name: 'what ends inside a sub-process that catches its own signal',
    processes: [
      bpmn(
        'p',
        ...[start('in'), end('out'), task('c'), path('in', 's', 'out'), path('heard', 'c')],
        boundary('heard', 's', signal('stop')),
        sub(
          's',
          start('s-in'),
          task('a'),
          thrown('call', signal('stop')),
          task('b'),
          path('s-in', 'a', 'call', 'b'),
        ),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'c' }],
  },
];
