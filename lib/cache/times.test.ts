import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countUpTo, withoutTime, withTime } from './times.ts';

const time = fc.integer({ min: -5, max: 5 });

it('holds what a sorted list would, after any insertions and removals', () => {
  const change = fc.record({ add: fc.boolean(), at: time });
  fc.assert(
    fc.property(fc.array(change), time, (changes, until) => {
      let times: Float64Array = new Float64Array();
      const plain: number[] = [];
      for (const { add, at } of changes) {
        times = add ? withTime(times, at) : withoutTime(times, at);
        if (add) plain.push(at);
        else if (plain.includes(at)) plain.splice(plain.indexOf(at), 1);
      }
      expect([...times]).toEqual(plain.toSorted((one, other) => one - other));
      expect(countUpTo(times, until)).toBe(plain.filter((at) => at <= until).length);
    }),
  );
});
