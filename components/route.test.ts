import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hrefOf, parseRoute } from './route.ts';

describe('a route', () => {
  it.each([
    ['', { path: [], query: {} }],
    ['#', { path: [], query: {} }],
    ['#/library', { path: ['library'], query: {} }],
    ['#/library/a%2Fb/', { path: ['library', 'a/b'], query: {} }],
    ['#/log?search=a%3Fb&status=error', { path: ['log'], query: { search: 'a?b', status: 'error' } }],
    ['#/library/50%', { path: ['library', '50%'], query: {} }],
  ])('is read from %s', (hash, read) => {
    expect(parseRoute(hash)).toEqual(read);
  });

  it('leaves out what is empty', () => {
    expect(hrefOf(['library'], { search: '', sort: null, state: 'active' })).toBe('#/library?state=active');
  });

  it('is read back as it was written, whatever it holds', () => {
    const part = fc.string({ unit: 'grapheme', minLength: 1 });
    const query = fc.dictionary(part, part).map((found) => Object.fromEntries(Object.entries(found)));
    fc.assert(
      fc.property(fc.array(part), query, (path, filters) => {
        expect(parseRoute(hrefOf(path, filters))).toEqual({ path, query: filters });
      }),
    );
  });
});
