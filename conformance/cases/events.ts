/** Events that are waited for and thrown in the middle of a process, and those that it begins and ends with. */
import {
  after,
  at,
  bpmn,
  caught,
  end,
  eventBased,
  exclusive,
  flow,
  link,
  message,
  parallel,
  path,
  receive,
  signal,
  start,
  task,
  thrown,
} from '../bpmn.ts';
import type { Case } from '../case.ts';

const choice = bpmn(
  'p',
  ...[start('in'), eventBased('which'), path('in', 'which')],
  ...[caught('paid', message('paid')), caught('late', after('PT1H')), caught('stop', signal('stop'))],
  ...[task('a'), task('b'), task('c'), path('which', 'paid', 'a'), path('which', 'late', 'b')],
  path('which', 'stop', 'c'),
);

export const events: Case[] = [
  {
    name: 'a timer is waited for',
    ordered: true,
    processes: [bpmn('p', start('in'), caught('wait', after('PT1H')), task('a'), path('in', 'wait', 'a'))],
    script: [{ timer: 'wait' }, { complete: 'a' }],
  },
  {
    name: 'a date out of a variable is waited for',
    ordered: true,
    processes: [bpmn('p', start('in'), caught('wait', at('${when}')), task('a'), path('in', 'wait', 'a'))],
    variables: { when: '2099-01-01T00:00:00Z' },
    script: [{ timer: 'wait' }, { complete: 'a' }],
  },
  {
    name: 'a message is waited for, with what it brings',
    ordered: true,
    watch: ['amount'],
    processes: [bpmn('p', start('in'), caught('wait', message('paid')), task('a'), path('in', 'wait', 'a'))],
    script: [{ message: 'paid', variables: { amount: 12 } }, { complete: 'a' }],
  },
  {
    name: 'a receive task waits for its message',
    ordered: true,
    processes: [bpmn('p', start('in'), receive('wait', 'paid'), task('a'), path('in', 'wait', 'a'))],
    script: [{ message: 'paid' }, { complete: 'a' }],
  },
  {
    name: 'a signal is waited for',
    ordered: true,
    watch: ['from'],
    processes: [bpmn('p', start('in'), caught('wait', signal('go')), task('a'), path('in', 'wait', 'a'))],
    script: [{ signal: 'go', variables: { from: 'outside' } }, { complete: 'a' }],
  },
  {
    name: 'a signal is heard by every branch of the instance that throws it',
    processes: [
      bpmn(
        'p',
        ...[start('in'), parallel('fork'), task('a'), thrown('call', signal('go')), task('b')],
        ...[caught('w1', signal('go')), caught('w2', signal('go')), task('c'), task('d')],
        ...[path('in', 'fork', 'a', 'call', 'b'), path('fork', 'w1', 'c'), path('fork', 'w2', 'd')],
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'b' }, { complete: 'c' }, { complete: 'd' }],
  },
  {
    name: 'a signal that nobody waits for is lost',
    processes: [
      bpmn(
        'p',
        ...[start('in'), thrown('call', signal('go')), caught('wait', signal('go')), task('a')],
        path('in', 'call', 'wait', 'a'),
      ),
    ],
    script: [{ signal: 'go' }, { complete: 'a' }],
  },
  {
    name: 'a signal end event ends its branch and is heard by the other',
    processes: [
      bpmn(
        'p',
        ...[
          start('in'),
          parallel('fork'),
          task('a'),
          end('call', signal('go')),
          caught('wait', signal('go')),
        ],
        ...[task('b'), path('in', 'fork', 'a', 'call'), path('fork', 'wait', 'b')],
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'b' }],
  },
  {
    name: 'an intermediate event without anything is passed',
    ordered: true,
    processes: [bpmn('p', start('in'), thrown('mark', ''), task('a'), path('in', 'mark', 'a'))],
    script: [{ complete: 'a' }],
  },
  {
    name: 'a link continues elsewhere',
    processes: [
      bpmn(
        'p',
        ...[
          start('in'),
          task('a'),
          thrown('leave', link('there')),
          caught('there', link('there')),
          task('b'),
        ],
        ...[path('in', 'a', 'leave'), path('there', 'b')],
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'b' }],
  },
  {
    name: 'two links lead to one place, as a loop does',
    processes: [
      bpmn(
        'p',
        ...[
          start('in'),
          thrown('leave', link('there')),
          caught('there', link('there')),
          task('a'),
          end('out'),
        ],
        ...[exclusive('again', { otherwise: 'again-out' }), thrown('return', link('there'))],
        ...[path('in', 'leave'), path('there', 'a', 'again', 'out'), flow('again', 'return', '${repeat}')],
      ),
    ],
    variables: { repeat: true },
    script: [{ complete: 'a' }, { complete: 'a', variables: { repeat: false } }],
  },
  {
    name: 'of several events the message comes first',
    processes: [choice],
    script: [{ message: 'paid' }, { complete: 'a' }],
  },
  {
    name: 'of several events the timer comes first',
    processes: [choice],
    script: [{ timer: 'late' }, { complete: 'b' }],
  },
  {
    name: 'of several events the signal comes first',
    processes: [choice],
    script: [{ signal: 'stop' }, { complete: 'c' }],
  },
  {
    name: 'cancelling what waits for several events leaves nothing open',
    processes: [choice],
    script: [{ cancel: true }],
  },
  {
    name: 'an instance begins by a message, with what it brings',
    watch: ['amount'],
    begin: { message: 'ordered' },
    variables: { amount: 3 },
    processes: [bpmn('p', start('in', message('ordered')), task('a'), path('in', 'a'))],
    script: [{ complete: 'a' }],
  },
  {
    name: 'an instance begins by a signal',
    begin: { signal: 'opened' },
    processes: [bpmn('p', start('in', signal('opened')), task('a'), path('in', 'a'))],
    script: [{ complete: 'a' }],
  },
  {
    name: 'an instance begins by a timer',
    begin: { timer: 'in' },
    processes: [bpmn('p', start('in', after('PT1H')), task('a'), path('in', 'a'))],
    script: [{ complete: 'a' }],
  },
  {
    name: 'of several start events the one with the message begins',
    begin: { message: 'ordered' },
    processes: [
      bpmn(
        'p',
        start('in'),
        start('by-order', message('ordered')),
        task('a'),
        task('b'),
        path('in', 'a'),
        path('by-order', 'b'),
      ),
    ],
    script: [{ complete: 'b' }],
  },
  {
    name: 'of several start events the one without an event begins',
    processes: [
      bpmn(
        'p',
        start('in'),
        start('by-order', message('ordered')),
        task('a'),
        task('b'),
        path('in', 'a'),
        path('by-order', 'b'),
      ),
    ],
    script: [{ complete: 'a' }],
  },
];
