/** Call activities: an instance of another process, with what goes in, what comes out and what goes wrong. */
import {
  after,
  boundary,
  bpmn,
  call,
  end,
  error,
  message,
  parallel,
  path,
  signal,
  start,
  task,
  terminate,
  thrown,
} from '../bpmn.ts';
import type { Case } from '../case.ts';

const child = bpmn('child', start('c-in'), task('a'), end('c-out'), path('c-in', 'a', 'c-out'));
const failing = bpmn(
  'child',
  start('c-in'),
  task('a'),
  end('c-bad', error('E1')),
  path('c-in', 'a', 'c-bad'),
);

const caller = (options: Parameters<typeof call>[2] = {}, ...more: string[]) =>
  bpmn('p', start('in'), call('c', 'child', options), task('b'), path('in', 'c', 'b'), ...more);

export const calls: Case[] = [
  {
    name: 'a call activity goes on when the called instance has ended',
    ordered: false,
    processes: [caller(), child],
    script: [{ complete: 'a' }, { complete: 'b' }],
  },
  {
    name: 'only what is mapped goes in and comes out',
    watch: ['n', 'result', 'hidden'],
    processes: [caller({ in: { given: '${n + 1}' }, out: { result: 'answer' } }), child],
    variables: { n: 4 },
    script: [{ complete: 'a', variables: { answer: 'yes', hidden: 1 } }, { complete: 'b' }],
  },
  {
    name: 'an expression comes out of a called instance',
    watch: ['result'],
    processes: [caller({ in: { n: 'n' }, out: { result: '${n * 2}' } }), child],
    variables: { n: 4 },
    script: [{ complete: 'a' }, { complete: 'b' }],
  },
  {
    name: 'everything goes in and comes out where that is wanted',
    watch: ['n', 'answer'],
    processes: [caller({ everything: true, businessKey: '${order}' }), child],
    variables: { n: 4, order: 'A-7' },
    script: [{ complete: 'a', variables: { answer: 'yes', n: 5 } }, { complete: 'b' }],
  },
  {
    name: 'the error of a called instance is caught at the call',
    processes: [caller({}, boundary('broken', 'c', error('E1')), task('d'), path('broken', 'd')), failing],
    script: [{ complete: 'a' }, { complete: 'd' }],
  },
  {
    name: 'an error of a called instance passes two calls',
    processes: [
      bpmn(
        'p',
        ...[start('in'), call('c1', 'middle'), task('b'), path('in', 'c1', 'b')],
        ...[boundary('broken', 'c1', error('E1')), task('d'), path('broken', 'd')],
      ),
      bpmn('middle', start('m-in'), call('c2', 'child'), end('m-out'), path('m-in', 'c2', 'm-out')),
      failing,
    ],
    script: [{ complete: 'a' }, { complete: 'd' }],
  },
  {
    name: 'a boundary timer ends the call and the called instance',
    processes: [caller({}, boundary('late', 'c', after('PT1H')), task('d'), path('late', 'd')), child],
    script: [{ timer: 'late' }, { complete: 'd' }],
  },
  {
    name: 'a boundary message beside a call leaves the called instance alone',
    processes: [
      caller({}, boundary('asked', 'c', message('asked'), { beside: true }), task('d'), path('asked', 'd')),
      child,
    ],
    script: [{ message: 'asked' }, { complete: 'a' }, { complete: 'b' }, { complete: 'd' }],
  },
  {
    name: 'cancelling the caller cancels the called instance',
    processes: [caller(), child],
    script: [{ cancel: true }],
  },
  {
    name: 'terminate in a called instance ends only that',
    processes: [
      caller(),
      bpmn(
        'child',
        ...[start('c-in'), parallel('fork'), task('a'), task('x'), end('stop', terminate)],
        ...[path('c-in', 'fork', 'a', 'stop'), path('fork', 'x')],
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'b' }],
  },
  {
    name: 'a signal of a called instance is heard by its caller',
    processes: [
      caller({}, boundary('heard', 'c', signal('go'), { beside: true }), task('d'), path('heard', 'd')),
      bpmn(
        'child',
        start('c-in'),
        task('a'),
        thrown('tell', signal('go')),
        task('x'),
        path('c-in', 'a', 'tell', 'x'),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'x' }, { complete: 'b' }, { complete: 'd' }],
  },
];
