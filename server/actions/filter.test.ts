import { describe, expect, it } from 'vitest';
import { ActionError } from './action.ts';
import { splitFilter } from './filter.ts';

const FIELDS = new Set(['status', 'budget', 'name', 'closed']);
const split = (filter: string, variables = {}) => splitFilter(filter, FIELDS, variables);

describe('a filter', () => {
  it.each([
    ['status = "new"', { field: 'status', operator: 'equals', value: 'new' }],
    ['"new" != status', { field: 'status', operator: 'not-equals', value: 'new' }],
    ['budget > 100 * 2', { field: 'budget', operator: 'greater', value: 200 }],
    ['100 > budget', { field: 'budget', operator: 'less', value: 100 }],
    ['budget >= limit', { field: 'budget', operator: 'at-least', value: 7 }],
    ['closed = null', { field: 'closed', operator: 'is-empty', value: null }],
    ['closed != null', { field: 'closed', operator: 'is-set', value: null }],
    ['closed <= date("2026-03-01")', { field: 'closed', operator: 'at-most', value: '2026-03-01' }],
    ['contains(name, "lamp")', { field: 'name', operator: 'contains', value: 'lamp' }],
    ['status in ("new", "old")', { field: 'status', operator: 'in', value: ['new', 'old'] }],
    ['budget in [limit, 9]', { field: 'budget', operator: 'in', value: [7, 9] }],
    ['starts with(name, "La")', { field: 'name', operator: 'starts-with', value: 'La' }],
  ])('%s is judged by the CRM', (filter, condition) => {
    expect(split(filter, { limit: 7 })).toEqual({ conditions: [condition], rest: null });
  });

  it('goes to the CRM as far as it can, the rest is judged here', () => {
    const { conditions, rest } = split('status = "new" and (budget > 5 or name = "Tea") and closed = null');
    expect(conditions.map(({ field }) => field)).toEqual(['status', 'closed']);
    expect(rest?.({ status: 'old', budget: 6, name: 'Lamp' })).toBe(true);
    expect(rest?.({ status: 'new', budget: 5, name: 'Lamp' })).toBe(false);
  });

  it.each(['budget in [1..9]', 'status in (closed, "new")', 'budget in (> 5)', 'status in (null)'])(
    '%s is judged here',
    (filter) => {
      expect(split(filter).conditions).toEqual([]);
      expect(split(filter).rest).not.toBeNull();
    },
  );

  it('compares two fields here, never with a variable of the same name', () => {
    const { conditions, rest } = split('budget > closed', { closed: 1 });
    expect(conditions).toEqual([]);
    expect(rest?.({ budget: 2, closed: 3 })).toBe(false);
  });

  it('holds for nothing where a field of the record is missing', () => {
    expect(split('not(budget > 5)').rest?.({ name: 'Tea' })).toBe(false);
  });

  it.each(['status =', '', 'status = "new" and'])('that is no FEEL is refused for good: %j', (filter) => {
    const attempt = () => split(filter);
    expect(attempt).toThrow(ActionError);
    expect(attempt).toThrow(/Expected a FEEL expression as filter/);
  });
});
