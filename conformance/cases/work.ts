/** What workers do: service, send and business-rule tasks, messages that are sent, errors and failures. */
import {
  boundary,
  bpmn,
  end,
  error,
  message,
  path,
  ruleTask,
  sendTask,
  sent,
  service,
  start,
  task,
  thrown,
} from '../bpmn.ts';
import type { Case } from '../case.ts';

export const work: Case[] = [
  {
    name: 'work is waited for, and its results are kept',
    ordered: true,
    watch: ['found'],
    processes: [bpmn('p', start('in'), service('look'), task('a'), path('in', 'look', 'a'))],
    script: [{ work: 'look', variables: { found: 3 } }, { complete: 'a' }],
  },
  {
    name: 'send and business-rule tasks are work as well',
    ordered: true,
    watch: ['rate'],
    processes: [
      bpmn(
        'p',
        start('in'),
        sendTask('mail'),
        ruleTask('rate-it'),
        task('a'),
        path('in', 'mail', 'rate-it', 'a'),
      ),
    ],
    script: [{ work: 'mail' }, { work: 'rate-it', variables: { rate: 'high' } }, { complete: 'a' }],
  },
  {
    name: 'messages are thrown by workers, in the middle and at the end',
    ordered: true,
    processes: [
      bpmn(
        'p',
        start('in'),
        thrown('tell', sent('news')),
        end('out', sent('over')),
        path('in', 'tell', 'out'),
      ),
    ],
    script: [{ work: 'tell' }, { work: 'out' }],
  },
  {
    name: 'what goes into work and comes out of it is mapped',
    watch: ['who', 'total'],
    processes: [
      bpmn(
        'p',
        start('in'),
        service('sum', { input: { who: '${first} ${last}' }, output: { total: '${n * 2}' } }),
        ...[task('a'), path('in', 'sum', 'a')],
      ),
    ],
    variables: { first: 'Anna', last: 'Bell', n: 4 },
    script: [{ work: 'sum' }, { complete: 'a' }],
  },
  {
    name: 'an output mapping of a task',
    watch: ['kept'],
    processes: [
      bpmn('p', start('in'), task('a', { output: { kept: '${answer}' } }), task('b'), path('in', 'a', 'b')),
    ],
    variables: { answer: 'none' },
    script: [{ complete: 'a', variables: { answer: 'forty-two' } }, { complete: 'b' }],
  },
  {
    name: 'work that has failed for good waits for an administrator',
    processes: [bpmn('p', start('in'), service('look'), task('a'), path('in', 'look', 'a'))],
    script: [{ fail: 'look' }, { cancel: true }],
  },
  {
    name: 'an error of work passes to the boundary with its code, not to the other',
    processes: [
      bpmn(
        'p',
        ...[start('in'), service('look'), task('a'), path('in', 'look', 'a')],
        ...[boundary('b1', 'look', error('E1')), task('c'), path('b1', 'c')],
        ...[boundary('b2', 'look', error('E2')), task('d'), path('b2', 'd')],
      ),
    ],
    script: [{ error: 'look', code: 'E2' }, { complete: 'd' }],
  },
  {
    name: 'a message ends work that is still going on',
    processes: [
      bpmn(
        'p',
        ...[start('in'), service('look'), task('a'), path('in', 'look', 'a')],
        ...[boundary('stop', 'look', message('stop')), task('c'), path('stop', 'c')],
      ),
    ],
    script: [{ message: 'stop' }, { complete: 'c' }],
  },
  {
    name: 'a variable that is set from outside decides',
    watch: ['n'],
    processes: [bpmn('p', start('in'), task('a'), task('b'), path('in', 'a', 'b'))],
    variables: { n: 1 },
    script: [{ set: { n: 2 } }, { complete: 'a' }, { complete: 'b' }],
  },
];
