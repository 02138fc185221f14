/** Boundary events on tasks: what ends the task, what runs beside it, and what is gone with it. */
import {
  after,
  boundary,
  bpmn,
  end,
  error,
  every,
  exclusive,
  message,
  parallel,
  path,
  receive,
  service,
  signal,
  start,
  task,
} from '../bpmn.ts';
import type { Case } from '../case.ts';

const withTimer = (beside: boolean) =>
  bpmn(
    'p',
    ...[start('in'), task('a'), task('b'), task('c'), path('in', 'a', 'b'), path('late', 'c')],
    boundary('late', 'a', after('PT1H'), { beside }),
  );

export const boundaries: Case[] = [
  {
    name: 'an interrupting timer ends its task',
    ordered: true,
    processes: [withTimer(false)],
    script: [{ timer: 'late' }, { complete: 'c' }],
  },
  {
    name: 'a timer is gone with its task',
    ordered: true,
    processes: [withTimer(false)],
    script: [{ complete: 'a' }, { complete: 'b' }],
  },
  {
    name: 'a timer beside its task leaves it open',
    processes: [withTimer(true)],
    script: [{ timer: 'late' }, { complete: 'a' }, { complete: 'c' }, { complete: 'b' }],
  },
  {
    // How often it fires in all is no matter of a script: Operaton counts by the clock.
    name: 'a repeating timer beside its task fires again, and is gone with the task',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a'), task('b'), task('c'), path('in', 'a', 'b'), path('again', 'c')],
        boundary('again', 'a', every('R5/PT1H'), { beside: true }),
      ),
    ],
    script: [
      ...[{ timer: 'again' }, { complete: 'c' }, { timer: 'again' }],
      ...[{ complete: 'a' }, { complete: 'c' }, { complete: 'b' }],
    ],
  },
  {
    name: 'an interrupting message ends its task',
    watch: ['why'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a'), task('b'), task('c'), path('in', 'a', 'b'), path('stop', 'c')],
        boundary('stop', 'a', message('stop')),
      ),
    ],
    script: [{ message: 'stop', variables: { why: 'no longer needed' } }, { complete: 'c' }],
  },
  {
    name: 'a message beside a task may come again and again',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a'), task('b'), task('c'), path('in', 'a', 'b'), path('more', 'c')],
        boundary('more', 'a', message('more'), { beside: true }),
      ),
    ],
    script: [
      ...[{ message: 'more' }, { message: 'more' }, { complete: 'c' }],
      ...[{ complete: 'a' }, { complete: 'c' }, { complete: 'b' }],
    ],
  },
  {
    name: 'a signal ends the tasks of all branches that wait for it',
    processes: [
      bpmn(
        'p',
        ...[start('in'), parallel('fork'), task('a'), task('b'), task('c'), task('d')],
        ...[boundary('stop-a', 'a', signal('stop')), boundary('stop-b', 'b', signal('stop'))],
        ...[path('in', 'fork', 'a'), path('fork', 'b'), path('stop-a', 'c'), path('stop-b', 'd')],
      ),
    ],
    script: [{ signal: 'stop' }, { complete: 'c' }, { complete: 'd' }],
  },
  {
    name: 'a signal beside a task leaves it open',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a'), task('c'), path('in', 'a'), path('heard', 'c')],
        boundary('heard', 'a', signal('news'), { beside: true }),
      ),
    ],
    script: [{ signal: 'news' }, { signal: 'news' }, { complete: 'c' }, { complete: 'a' }, { complete: 'c' }],
  },
  {
    name: 'several boundary events on one task: the first ends it, the others are gone',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a'), task('b'), task('c'), task('d'), path('in', 'a', 'b')],
        ...[boundary('late', 'a', after('PT1H')), path('late', 'c')],
        ...[boundary('stop', 'a', message('stop')), path('stop', 'd')],
      ),
    ],
    script: [{ message: 'stop' }, { complete: 'd' }],
  },
  {
    name: 'a reminder and a deadline on one task',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a'), task('b'), task('c'), task('d'), path('in', 'a', 'b')],
        ...[boundary('remind', 'a', after('PT1H'), { beside: true }), path('remind', 'c')],
        ...[boundary('deadline', 'a', after('PT2H')), path('deadline', 'd')],
      ),
    ],
    script: [{ timer: 'remind' }, { timer: 'deadline' }, { complete: 'c' }, { complete: 'd' }],
  },
  {
    name: 'a boundary event that leads back to its own task',
    processes: [
      bpmn(
        'p',
        ...[start('in'), exclusive('merge'), task('a'), end('out'), path('in', 'merge', 'a', 'out')],
        ...[boundary('late', 'a', after('PT1H')), path('late', 'merge')],
      ),
    ],
    script: [{ timer: 'late' }, { timer: 'late' }, { complete: 'a' }],
  },
  {
    name: 'an error of a worker is caught at its boundary, with code and message',
    watch: ['code', 'text', 'seen'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), service('call'), task('b'), task('repair'), path('in', 'call', 'b')],
        boundary('broken', 'call', error('E1', { code: 'code', message: 'text' })),
        path('broken', 'repair'),
      ),
    ],
    script: [{ error: 'call', code: 'E1', message: 'No such record.' }, { complete: 'repair' }],
  },
  {
    name: 'a message and a timer on a receive task',
    processes: [
      bpmn(
        'p',
        ...[start('in'), receive('wait', 'paid'), task('b'), task('c'), path('in', 'wait', 'b')],
        ...[boundary('late', 'wait', after('PT1H')), path('late', 'c')],
      ),
    ],
    script: [{ message: 'paid' }, { complete: 'b' }],
  },
  {
    name: 'a timer that ends a receive task',
    processes: [
      bpmn(
        'p',
        ...[start('in'), receive('wait', 'paid'), task('b'), task('c'), path('in', 'wait', 'b')],
        ...[boundary('late', 'wait', after('PT1H')), path('late', 'c')],
      ),
    ],
    script: [{ timer: 'late' }, { complete: 'c' }],
  },
  {
    name: 'cancelling a task with boundary events leaves none of them',
    processes: [
      bpmn(
        'p',
        ...[
          start('in'),
          task('a'),
          task('b'),
          task('c'),
          path('in', 'a', 'b'),
          path('late', 'c'),
          path('stop', 'c'),
        ],
        ...[boundary('late', 'a', after('PT1H')), boundary('stop', 'a', message('stop'), { beside: true })],
      ),
    ],
    script: [{ message: 'stop' }, { cancel: true }],
  },
];
