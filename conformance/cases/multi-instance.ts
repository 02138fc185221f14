/** Several executions of one element: over lists and numbers, one after the other or together. */
import {
  after,
  boundary,
  bpmn,
  call,
  end,
  error,
  message,
  path,
  receive,
  service,
  start,
  subWith,
  task,
  times,
} from '../bpmn.ts';
import type { Case } from '../case.ts';

const people = { list: '${people}', as: 'person' };
const variables = { people: ['anna', 'ben', 'cleo'] };

/** A task for each person, then `b`. */
const votes = (options: Parameters<typeof times>[1] = {}, ...more: string[]) =>
  bpmn(
    'p',
    ...[
      start('in'),
      task('vote', { loop: times(people, options) }),
      task('b'),
      path('in', 'vote', 'b'),
      ...more,
    ],
  );

export const multiInstance: Case[] = [
  {
    name: 'a task for each of a list, all at once',
    processes: [votes()],
    variables,
    script: [{ complete: 'vote' }, { complete: 'vote' }, { complete: 'vote' }, { complete: 'b' }],
  },
  {
    name: 'a task for each of a list, one after the other',
    processes: [votes({ sequential: true })],
    variables,
    script: [{ complete: 'vote' }, { complete: 'vote' }, { complete: 'vote' }, { complete: 'b' }],
  },
  {
    name: 'an empty list is passed at once',
    processes: [votes()],
    variables: { people: [] },
    script: [{ complete: 'b' }],
  },
  {
    name: 'an empty list is passed at once, one after the other',
    processes: [votes({ sequential: true })],
    variables: { people: [] },
    script: [{ complete: 'b' }],
  },
  {
    name: 'a completion condition ends the executions that are left, all at once',
    processes: [votes({ until: '${nrOfCompletedInstances >= 2}' })],
    variables,
    script: [{ complete: 'vote' }, { complete: 'vote' }, { complete: 'b' }],
  },
  {
    name: 'a completion condition ends the executions that are left, one after the other',
    processes: [votes({ sequential: true, until: '${enough}' })],
    variables: { ...variables, enough: false },
    script: [{ complete: 'vote' }, { complete: 'vote', variables: { enough: true } }, { complete: 'b' }],
  },
  {
    name: 'a number of executions, all at once',
    processes: [
      bpmn('p', start('in'), task('a', { loop: times({ count: '${n}' }) }), task('b'), path('in', 'a', 'b')),
    ],
    variables: { n: 2 },
    script: [{ complete: 'a' }, { complete: 'a' }, { complete: 'b' }],
  },
  {
    name: 'a number of executions, one after the other',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('a', { loop: times({ count: '2' }, { sequential: true }) }), task('b')],
        path('in', 'a', 'b'),
      ),
    ],
    script: [{ complete: 'a' }, { complete: 'a' }, { complete: 'b' }],
  },
  {
    name: 'a boundary timer ends all executions together',
    processes: [votes({}, boundary('late', 'vote', after('PT1H')), task('c'), path('late', 'c'))],
    variables,
    script: [{ complete: 'vote' }, { timer: 'late' }, { complete: 'c' }],
  },
  {
    name: 'a boundary timer ends the executions that are still to come',
    processes: [
      votes({ sequential: true }, boundary('late', 'vote', after('PT1H')), task('c'), path('late', 'c')),
    ],
    variables,
    script: [{ complete: 'vote' }, { timer: 'late' }, { complete: 'c' }],
  },
  {
    name: 'a boundary message beside several executions',
    processes: [
      votes({}, boundary('asked', 'vote', message('asked'), { beside: true }), task('c'), path('asked', 'c')),
    ],
    variables: { people: ['anna', 'ben'] },
    script: [
      ...[{ message: 'asked' }, { complete: 'vote' }, { complete: 'vote' }],
      ...[{ complete: 'c' }, { complete: 'b' }],
    ],
  },
  {
    name: 'cancelling several executions leaves none',
    processes: [votes()],
    variables,
    script: [{ complete: 'vote' }, { cancel: true }],
  },
  {
    name: 'a sub-process for each of a list, all at once',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('d'), path('in', 's', 'd')],
        subWith('s', { loop: times(people) }, start('s-in'), task('a'), task('c'), path('s-in', 'a', 'c')),
      ),
    ],
    variables: { people: ['anna', 'ben'] },
    script: [
      ...[{ complete: 'a' }, { complete: 'c' }, { complete: 'a' }],
      ...[{ complete: 'c' }, { complete: 'd' }],
    ],
  },
  {
    name: 'a sub-process for each of a list, one after the other',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('d'), path('in', 's', 'd')],
        subWith(
          's',
          { loop: times(people, { sequential: true }) },
          ...[start('s-in'), task('a'), end('s-out'), path('s-in', 'a', 's-out')],
        ),
      ),
    ],
    variables: { people: ['anna', 'ben'] },
    script: [{ complete: 'a' }, { complete: 'a' }, { complete: 'd' }],
  },
  {
    name: 'an error in one execution ends them all',
    processes: [
      bpmn(
        'p',
        ...[start('in'), task('d'), end('out'), path('in', 's', 'out')],
        ...[boundary('broken', 's', error('E1')), path('broken', 'd')],
        subWith(
          's',
          { loop: times(people) },
          ...[start('s-in'), task('a'), end('bad', error('E1')), path('s-in', 'a', 'bad')],
        ),
      ),
    ],
    variables,
    script: [{ complete: 'a' }, { complete: 'd' }],
  },
  {
    name: 'work for each of a list',
    processes: [
      bpmn('p', start('in'), service('send', { loop: times(people) }), task('b'), path('in', 'send', 'b')),
    ],
    variables: { people: ['anna', 'ben'] },
    script: [{ work: 'send' }, { work: 'send' }, { complete: 'b' }],
  },
  {
    name: 'a message for each of a number',
    processes: [
      bpmn(
        'p',
        ...[start('in'), receive('wait', 'paid', { loop: times({ count: '2' }) }), task('b')],
        path('in', 'wait', 'b'),
      ),
    ],
    script: [{ message: 'paid' }, { message: 'paid' }, { complete: 'b' }],
  },
  {
    name: 'a called process for each of a list',
    processes: [
      bpmn(
        'p',
        ...[start('in'), call('c', 'child', { in: { who: 'person' }, loop: times(people) }), task('b')],
        path('in', 'c', 'b'),
      ),
      bpmn('child', start('c-in'), task('a'), path('c-in', 'a')),
    ],
    variables: { people: ['anna', 'ben'] },
    script: [{ complete: 'a' }, { complete: 'a' }, { complete: 'b' }],
  },
];
