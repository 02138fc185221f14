import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogPage } from '../../../lib/protocol/index.ts';
import { sampleInstance } from '../../../lib/testing/log-samples.ts';
import { firstRows, moreRows, refreshedRows } from './log-rows.ts';

function page(ids: readonly string[], next: string | null = null): LogPage {
  return { items: ids.map((id) => sampleInstance({ id })), next, total: ids.length, more: false };
}

describe('the rows of the log', () => {
  it('grow by the next page, without those that slid into it', () => {
    const both = moreRows(firstRows(page(['a', 'b'], 'n')), page(['b', 'c']));
    expect(both.rows.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(both.next).toBeNull();
  });

  it('keep their places when something has come; it is counted', () => {
    const after = refreshedRows(firstRows(page(['c', 'b', 'a'])), page(['e', 'd', 'c', 'b', 'a']));
    expect(after.rows.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(after.arrived).toBe(2);
    expect(after.left.size).toBe(0);
  });

  it('keep their places when something has gone; it is marked', () => {
    const after = refreshedRows(firstRows(page(['c', 'b', 'a'])), page(['c', 'a']));
    expect(after.rows.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect([...after.left]).toEqual(['b']);
  });

  it('that were pushed out of the page have not gone', () => {
    const after = refreshedRows(firstRows(page(['c', 'b', 'a'], 'n')), page(['d', 'c', 'b'], 'm'));
    expect(after.left.size).toBe(0);
    expect(after.arrived).toBe(1);
  });

  it('that slid into the page from behind have not come', () => {
    const after = refreshedRows(firstRows(page(['c', 'b', 'a'], 'n')), page(['c', 'a', 'z'], 'm'));
    expect([...after.left]).toEqual(['b']);
    expect(after.arrived).toBe(0);
  });

  it('show at once what comes where nothing was', () => {
    expect(refreshedRows(firstRows(page([])), page(['a'])).rows).toHaveLength(1);
  });

  it('show what is known of them now', () => {
    const fresh = page(['a']);
    const after = refreshedRows(firstRows(page(['a'])), {
      ...fresh,
      items: [sampleInstance({ id: 'a', status: 'cancelled' })],
    });
    expect(after.rows[0]?.status).toBe('cancelled');
  });

  it('never move, whatever has happened', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(ids, ids, fc.boolean(), (before, now, rest) => {
        const after = refreshedRows(firstRows(page(before, 'n')), page(now, rest ? 'm' : null));
        expect(after.rows.map(({ id }) => id)).toEqual(before);
      }),
    );
  });
});
