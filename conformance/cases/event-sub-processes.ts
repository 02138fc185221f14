/** Event sub-processes: they begin by an event while their scope is alive, and end it or run beside it. */
import {
  after,
  boundary,
  bpmn,
  end,
  error,
  eventSub,
  message,
  parallel,
  path,
  service,
  signal,
  start,
  sub,
  task,
  thrown,
} from '../bpmn.ts';
import type { Case } from '../case.ts';

const main = [start('in'), task('a'), task('b'), path('in', 'a', 'b')];

export const eventSubProcesses: Case[] = [
  {
    name: 'an event sub-process with a message ends the process around it',
    watch: ['why'],
    processes: [
      bpmn('p', ...main, eventSub('e', start('e-in', message('stop')), task('c'), path('e-in', 'c'))),
    ],
    script: [{ message: 'stop', variables: { why: 'withdrawn' } }, { complete: 'c' }],
  },
  {
    name: 'an event sub-process beside the process runs as often as its message comes',
    processes: [
      bpmn(
        'p',
        ...main,
        eventSub('e', start('e-in', message('more'), { beside: true }), task('c'), path('e-in', 'c')),
      ),
    ],
    script: [
      ...[{ message: 'more' }, { message: 'more' }, { complete: 'c' }],
      ...[{ complete: 'a' }, { complete: 'b' }, { complete: 'c' }],
    ],
  },
  {
    name: 'the instance goes on for as long as its event sub-process does',
    processes: [
      bpmn(
        'p',
        ...main,
        eventSub('e', start('e-in', message('more'), { beside: true }), task('c'), path('e-in', 'c')),
      ),
    ],
    script: [{ message: 'more' }, { complete: 'a' }, { complete: 'b' }, { complete: 'c' }],
  },
  {
    name: 'an event sub-process starts by a signal',
    processes: [bpmn('p', ...main, eventSub('e', start('e-in', signal('go')), task('c'), path('e-in', 'c')))],
    script: [{ complete: 'a' }, { signal: 'go' }, { complete: 'c' }],
  },
  {
    name: 'an event sub-process beside the process starts by a signal',
    processes: [
      bpmn(
        'p',
        ...main,
        eventSub('e', start('e-in', signal('go'), { beside: true }), task('c'), path('e-in', 'c')),
      ),
    ],
    script: [
      { signal: 'go' },
      { complete: 'a' },
      { signal: 'go' },
      { complete: 'c' },
      { complete: 'c' },
      { complete: 'b' },
    ],
  },
  {
    name: 'an event sub-process hears a signal of its own process',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a'), thrown('call', signal('go')), task('b'), path('in', 'a', 'call', 'b')],
        eventSub('e', start('e-in', signal('go'), { beside: true }), task('c'), path('e-in', 'c')),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'c' }, { complete: 'b' }],
  },
  {
    name: 'an event sub-process starts by a timer and ends the process around it',
    processes: [
      bpmn('p', ...main, eventSub('e', start('e-in', after('PT1H')), task('c'), path('e-in', 'c'))),
    ],
    script: [{ complete: 'a' }, { timer: 'e-in' }, { complete: 'c' }],
  },
  {
    name: 'an event sub-process beside the process starts by a timer, once',
    processes: [
      bpmn(
        'p',
        ...main,
        eventSub('e', start('e-in', after('PT1H'), { beside: true }), task('c'), path('e-in', 'c')),
      ),
    ],
    script: [{ timer: 'e-in' }, { complete: 'a' }, { complete: 'c' }, { complete: 'b' }],
  },
  {
    name: 'an event sub-process catches an error of its process',
    processes: [
      bpmn(
        'p',
        ...[start('in'), parallel('fork'), task('a'), task('b'), end('bad', error('E1'))],
        ...[path('in', 'fork', 'a', 'bad'), path('fork', 'b')],
        eventSub('e', start('e-in', error('E1')), task('c'), path('e-in', 'c')),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'c' }],
  },
  {
    name: 'an event sub-process catches the error of a worker, with code and message',
    watch: ['code', 'text'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), service('call'), task('b'), path('in', 'call', 'b')],
        eventSub(
          'e',
          start('e-in', error(undefined, { code: 'code', message: 'text' })),
          ...[task('c'), path('e-in', 'c')],
        ),
      ),
    ],
    script: [{ error: 'call', code: 'E9', message: 'Gone.' }, { complete: 'c' }],
  },
  {
    name: 'an event sub-process inside a sub-process ends only that',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('d'), path('in', 's', 'd')],
        sub(
          's',
          ...[start('s-in'), task('a'), path('s-in', 'a')],
          eventSub('e', start('e-in', message('stop')), task('c'), path('e-in', 'c')),
        ),
      ),
    ],
    script: [{ message: 'stop' }, { complete: 'c' }, { complete: 'd' }],
  },
  {
    name: 'an event sub-process is gone with the sub-process around it',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('d'), path('in', 's', 'd')],
        sub(
          's',
          ...[start('s-in'), task('a'), path('s-in', 'a')],
          eventSub('e', start('e-in', message('more'), { beside: true }), task('c'), path('e-in', 'c')),
        ),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'd' }],
  },
  {
    name: 'a boundary event ends a sub-process and the event sub-process that runs in it',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('d'), end('out'), path('in', 's', 'out')],
        ...[boundary('late', 's', after('PT1H')), path('late', 'd')],
        sub(
          's',
          ...[start('s-in'), task('a'), path('s-in', 'a')],
          eventSub('e', start('e-in', message('more'), { beside: true }), task('c'), path('e-in', 'c')),
        ),
      ),
    ],
    script: [{ message: 'more' }, { timer: 'late' }, { complete: 'd' }],
  },
  {
    name: 'an error inside an event sub-process is caught around its scope',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('d'), end('out'), path('in', 's', 'out')],
        ...[boundary('broken', 's', error('E1')), path('broken', 'd')],
        sub(
          's',
          ...[start('s-in'), task('a'), path('s-in', 'a')],
          eventSub(
            'e',
            ...[start('e-in', message('stop')), task('c'), end('bad', error('E1')), path('e-in', 'c', 'bad')],
          ),
        ),
      ),
    ],
    script: [{ message: 'stop' }, { complete: 'c' }, { complete: 'd' }],
  },
  {
    name: 'two event sub-processes: the one that ends the process ends the other too',
    processes: [
      bpmn(
        'p',
        ...main,
        eventSub('e', start('e-in', message('more'), { beside: true }), task('c'), path('e-in', 'c')),
        eventSub('f', start('f-in', message('stop')), task('d'), path('f-in', 'd')),
      ),
    ],
    script: [{ message: 'more' }, { message: 'stop' }, { complete: 'd' }],
  },
];
