import { describe, expect, it } from 'vitest';
import type { Incident } from '../model.ts';
import { step } from '../step.ts';
import { draw, end, parallel, path, start, task } from '../testing/drawing.ts';
import { type Beside, convertState } from './state.ts';

const OCCASION = { now: '2026-03-02T12:00:00Z', actor: null };
const NOTHING: Beside = { completed: new Map(), opened: new Set(), incident: null };
const definition = draw([
  start('in'),
  parallel('split'),
  task('one'),
  task('two'),
  parallel('join'),
  end('out'),
  path('in', 'split', 'one', 'join', 'out'),
  path('split', 'two', 'join'),
]);
const before = {
  ...{ format: 1, status: 'error', variables: { n: 1 }, caption: 'Test', steps: 4 },
  ...{ executions: { in: 1 }, waiting: [], joins: [], failures: [] },
};
const performer = { user: 'anna', role: null };
const failure = (at: string, code: Incident['code'] = 'loop-guard') => {
  return { step: 's3', incident: { code, element: at, message: 'Expected less, got more.' } };
};

describe('a state of the first format', () => {
  it('keeps its variables, counts and open steps, in the order in which they began', () => {
    const joins = [{ id: 's4', element: 'join', arrived: ['one-join'] }];
    const waiting = [{ id: 's3', element: 'two', performer, result: null }];
    const state = convertState({ ...before, status: 'running', waiting, joins }, definition, {
      ...NOTHING,
      opened: new Set(['s3']),
    });
    expect(state).toEqual({
      ...{ format: 2, status: 'running', variables: { n: 1 }, caption: 'Test', steps: 4, events: 0 },
      executions: { in: 1 },
      open: [
        { id: 's3', element: 'two', performer },
        { id: 's4', element: 'join', arrived: ['one-join'] },
      ],
      registrations: [],
    });
  });

  it('lets a gateway that had failed send its tokens when it is tried again', () => {
    const state = convertState({ ...before, failures: [failure('split')] }, definition, NOTHING);
    const after = step(definition, state, { ...OCCASION, type: 'retry', step: 's3' }).state;
    expect(after.open.map(({ element }) => element)).toEqual(['one', 'two']);
  });

  it('does not ask again for a step whose end had failed', () => {
    const completed = new Map([['s3', 'done']]);
    const state = convertState({ ...before, failures: [failure('one', 'expression-failed')] }, definition, {
      ...NOTHING,
      completed,
    });
    const { effects } = step(definition, state, { ...OCCASION, type: 'retry', step: 's3' });
    expect(effects).toContainEqual({
      ...{ type: 'step.completed', step: 's3', element: 'one', outcome: 'done', skipped: null },
    });
  });

  it('opens the task of a step that had failed at its beginning', () => {
    const state = convertState({ ...before, failures: [failure('one')] }, definition, NOTHING);
    const { effects } = step(definition, state, { ...OCCASION, type: 'retry', step: 's3' });
    expect(effects.map(({ type }) => type)).toEqual(['instance.recovered', 'task.opened']);
  });

  it('is in error where a step waits for somebody whom nobody is', () => {
    const waiting = [{ id: 's3', element: 'two', performer, result: null }];
    const state = convertState({ ...before, status: 'running', waiting }, definition, NOTHING);
    expect(state).toMatchObject({ status: 'error', open: [{ incident: { code: 'no-performer' } }] });
    expect(state.open[0]).not.toHaveProperty('performer');
  });
});
