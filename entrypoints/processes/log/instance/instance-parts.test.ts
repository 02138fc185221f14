import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Value } from '../../../../lib/protocol/index.ts';
import { sampleStep } from '../../../../lib/testing/log-samples.ts';
import { flowsTaken } from './flows-taken.ts';
import { nestSteps, repetitionOf, stepsAround } from './step-tree.ts';
import { changesOf } from './trace-changes.ts';
import { readValue, typeOfValue, wordsOfValue } from './typed-value.ts';

const at = (second: number) => `2026-03-11T10:00:0${second}.000Z`;
const step = (element: string, entered: number, ended: number | null, more = {}) =>
  sampleStep({
    id: `${element}-${entered}`,
    element,
    enteredAt: at(entered),
    endedAt: ended === null ? null : at(ended),
    status: ended === null ? 'running' : 'completed',
    ...more,
  });

describe('the path taken', () => {
  const flows = [
    { id: 'f1', from: 'A', to: 'B' },
    { id: 'f2', from: 'A', to: 'C' },
    { id: 'f3', from: 'B', to: 'Join' },
    { id: 'f4', from: 'C', to: 'Join' },
  ];

  it('goes along flows whose ends touch in time', () => {
    expect([...flowsTaken(flows, [step('A', 1, 2), step('B', 2, null)])]).toEqual(['f1']);
  });

  it('leads into a join that waits already', () => {
    const join = step('Join', 3, 5, { type: 'parallelGateway' });
    const steps = [step('A', 1, 2), step('B', 2, 3), step('C', 2, 5), join];
    expect([...flowsTaken(flows, steps)]).toEqual(['f1', 'f2', 'f3', 'f4']);
  });

  it('does not go where a step was cancelled, nor into another scope', () => {
    const cancelled = step('A', 1, 2, { status: 'cancelled' });
    expect(flowsTaken(flows, [cancelled, step('B', 2, null)]).size).toBe(0);
    expect(flowsTaken(flows, [step('A', 1, 2), step('B', 2, null, { parent: 'x' })]).size).toBe(0);
  });
});

describe('steps in steps', () => {
  it('stand behind what they are in', () => {
    const nested = nestSteps([
      sampleStep({ id: 'sub' }),
      sampleStep({ id: 'after' }),
      sampleStep({ id: 'in', parent: 'sub' }),
      sampleStep({ id: 'deep', parent: 'in' }),
      sampleStep({ id: 'stray', parent: 'not among them' }),
    ]);
    expect(nested.map((one) => `${one.depth} ${one.step.id}`)).toEqual([
      '0 sub',
      '1 in',
      '2 deep',
      '0 after',
      '0 stray',
    ]);
  });
});

describe('what a step is in', () => {
  const steps = [
    sampleStep({ id: 'body' }),
    sampleStep({ id: 'second', parent: 'body', index: 1 }),
    sampleStep({ id: 'task', parent: 'second' }),
  ];

  it('is known from the inside out', () => {
    expect(stepsAround(steps, 'task').map(({ id }) => id)).toEqual(['second', 'body']);
    expect(stepsAround(steps, 'nobody knows it')).toEqual([]);
  });

  it('says which repetition it belongs to', () => {
    expect(repetitionOf(steps, 'task')).toBe(1);
    expect(repetitionOf(steps, 'body')).toBeNull();
  });
});

describe('what a step did to the variables', () => {
  it('is what came, went and changed', () => {
    const trace = {
      step: 's',
      before: { kept: 1, gone: 'x', changed: [1] },
      after: { kept: 1, changed: [1, 2], come: null },
    };
    const { changes, same } = changesOf(trace);
    expect(changes.map(({ name, before, after }) => [name, before?.value, after?.value])).toEqual([
      ['changed', [1], [1, 2]],
      ['come', undefined, null],
      ['gone', 'x', undefined],
    ]);
    expect(same).toBe(1);
  });
});

describe('a value that is entered', () => {
  const scalar = fc.oneof(
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const row = fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), scalar, { maxKeys: 3 });
  const value = fc.oneof(scalar, row, fc.array(fc.oneof(scalar, row), { maxLength: 3 }));

  it('is read as it was shown', () => {
    fc.assert(
      fc.property(
        value.filter((one) => Value.safeParse(one).success),
        (one) => {
          expect(JSON.stringify(readValue(typeOfValue(one), wordsOfValue(one))?.value)).toBe(
            JSON.stringify(one),
          );
        },
      ),
    );
  });

  it.each([
    ['number', 'twelve'],
    ['number', ' '],
    ['json', '{'],
    ['json', '{"a": {"b": {"c": 1}}}'],
  ] as const)('that is no %s is refused: %s', (type, words) => {
    expect(readValue(type, words)).toBeNull();
  });
});
