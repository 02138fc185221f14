import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Value } from '../../../lib/protocol/index.ts';
import { fromRemote, toRemote } from './remote-values.ts';

const scalar = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const row = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), scalar, { noNullPrototype: true });
const value: fc.Arbitrary<Value> = fc.oneof(scalar, fc.array(fc.oneof(scalar, row)), row);

it('a variable comes back as it went', () => {
  fc.assert(
    fc.property(value, (sent) => {
      const received = fromRemote(JSON.parse(JSON.stringify(toRemote({ it: sent }))));
      expect(JSON.stringify(received)).toBe(JSON.stringify({ it: sent }));
    }),
  );
});

it.each([
  [1, 'Integer'],
  [3_000_000_000, 'Long'],
  [0.5, 'Double'],
  ['text', 'String'],
  [true, 'Boolean'],
  [null, 'Null'],
  [['a'], 'Object'],
  [{ id: '7' }, 'Object'],
])('%j goes as %s', (sent, type) => {
  expect(toRemote({ it: sent }).it).toMatchObject({ type });
});

it('a text that is too long for the column of texts goes as an object', () => {
  const long = 'x'.repeat(5000);
  const remote = toRemote({ it: long });
  expect(remote.it).toMatchObject({ type: 'Object', valueInfo: { objectTypeName: 'java.lang.String' } });
  expect(fromRemote(remote)).toEqual({ it: long });
});

it('what there is no word for is left out', () => {
  const file = { value: null, type: 'File', valueInfo: { filename: 'a.pdf' } };
  const java = {
    value: 'rO0AB',
    type: 'Object',
    valueInfo: { serializationDataFormat: 'application/x-java' },
  };
  const broken = { value: '{', type: 'Object', valueInfo: { serializationDataFormat: 'application/json' } };
  expect(fromRemote({ file, java, broken, kept: { value: 1, type: 'Integer' } })).toMatchObject({ kept: 1 });
  expect(fromRemote({ broken })).toEqual({});
});
