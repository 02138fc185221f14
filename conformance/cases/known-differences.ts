/** What both engines are known to do differently, and are meant to: the table in docs/process-semantics.md. */
import {
  bpmn,
  end,
  error,
  eventSub,
  exclusive,
  flow,
  message,
  parallel,
  path,
  start,
  task,
} from '../bpmn.ts';
import type { Case } from '../case.ts';

export const knownDifferences: Case[] = [
  {
    name: 'two tokens on one flow into a parallel join',
    rules: ['ENG-5', 'ENG-26'],
    processes: [
      bpmn(
        'p',
        ...[
          start('in'),
          parallel('fork'),
          task('a'),
          task('b'),
          task('c'),
          exclusive('merge'),
          parallel('join'),
        ],
        ...[task('d'), path('in', 'fork', 'a', 'merge', 'join', 'd'), path('fork', 'b', 'merge')],
        path('fork', 'c', 'join'),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'b' }],
    differs: {
      after: 2,
      why: 'There a join counts tokens, from whichever flows; here each flow has to bring one.',
    },
  },
  {
    name: 'an error that nobody handles',
    rules: ['ENG-49'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), parallel('fork'), task('a'), task('b'), end('bad', error('E1'))],
        ...[path('in', 'fork', 'a', 'bad'), path('fork', 'b')],
      ),
    ],
    script: [{ complete: 'a' }],
    differs: { after: 1, why: 'There it ends its branch only; here it ends the instance.' },
  },
  {
    name: 'a condition that cannot be evaluated',
    rules: ['ENG-22'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a'), exclusive('x', { otherwise: 'x-c' }), task('b'), task('c')],
        ...[path('in', 'a', 'x', 'c'), flow('x', 'b', '${n > 1}')],
      ),
    ],
    variables: { n: 'many' },
    script: [{ complete: 'a' }],
    differs: {
      after: 1,
      why: 'There the completion is rolled back; here the answer is kept, the step is in Error.',
    },
  },
  {
    name: 'a variable that nobody has written',
    rules: ['ENG-16'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a'), exclusive('x', { otherwise: 'x-c' }), task('b'), task('c')],
        ...[path('in', 'a', 'x', 'c'), flow('x', 'b', "${answer == 'yes'}")],
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'c' }],
    differs: { after: 1, why: 'There it is an error; here it is null.' },
  },
  {
    name: 'what an event brings to an event sub-process that runs beside its process',
    rules: ['ENG-38'],
    watch: ['n'],
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a'), path('in', 'a')],
        eventSub('e', start('e-in', message('more'), { beside: true }), task('c'), path('e-in', 'c')),
      ),
    ],
    variables: { n: 0 },
    script: [
      { message: 'more', variables: { n: 1 } },
      { complete: 'c', variables: { n: 2 } },
    ],
    differs: {
      after: 2,
      why: 'There it is written to the process only; here each run has a copy of its own besides.',
    },
  },
];
