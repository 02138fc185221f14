import { describe, expect, it } from 'vitest';
import { sampleEntries, sampleEntry, sampleStart } from '../../../lib/testing/library-samples.ts';
import { hoursFromNoon } from '../../../lib/testing/page-samples.ts';
import { findEntries, nextStart, sortOf } from './library-order.ts';

const keys = (search: string, sort = sortOf(undefined)) =>
  findEntries(sampleEntries, search, sort).map(({ key }) => key);

describe('a search in the library', () => {
  it.each([
    ['', ['answer-a-question', 'grant-a-discount', 'qualify-a-lead', 'weekly-report']],
    ['LEAD qual', ['qualify-a-lead']],
    ['signatures', ['grant-a-discount']],
    ['redmine', ['answer-a-question']],
    ['lead redmine', []],
  ])('for “%s” finds %j', (search, found) => {
    expect(keys(search)).toEqual(found);
  });
});

describe('the library', () => {
  it.each([
    ['state', ['qualify-a-lead', 'weekly-report', 'grant-a-discount', 'answer-a-question']],
    ['running', ['qualify-a-lead', 'grant-a-discount', 'answer-a-question', 'weekly-report']],
    ['failed', ['qualify-a-lead', 'answer-a-question', 'grant-a-discount', 'weekly-report']],
    ['deployed', ['weekly-report', 'qualify-a-lead', 'grant-a-discount', 'answer-a-question']],
  ])('sorted by %s begins with what one looks for', (sort, found) => {
    expect(keys('', sortOf(sort))).toEqual(found);
  });

  it('is sorted by name where the address says nothing that it knows', () => {
    expect([sortOf('state'), sortOf('size'), sortOf(undefined)]).toEqual(['state', 'name', 'name']);
  });
});

describe('the next start', () => {
  const starts = [
    sampleStart({ element: 'Weekly', kind: 'timer', nextAt: hoursFromNoon(40) }),
    sampleStart({ element: 'Daily', kind: 'timer', nextAt: hoursFromNoon(2) }),
    sampleStart(),
  ];

  it('is the earliest of all timers', () => {
    expect(nextStart(sampleEntry({ starts }))).toBe(hoursFromNoon(2));
  });

  it('is none for a process that does not start, or has no timer', () => {
    expect(nextStart(sampleEntry({ starts, state: 'no-new-starts' }))).toBeNull();
    expect(nextStart(sampleEntry())).toBeNull();
  });
});
