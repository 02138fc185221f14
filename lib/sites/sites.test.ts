import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteOf, sites } from './index.ts';
import { isTickable, looksLikeRecord, matchList, matchRecord, pageUrls } from './match.ts';
import { addressIn, matchSave } from './saves.ts';
import { SiteAdapter } from './schema.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const ORIGIN = 'https://crm.example';

/** The addresses of the pages in the fixtures of a CRM. */
function fixturesOf(kind: string): string[] {
  const files = globSync(`${kind}/*.html`, { cwd: FIXTURES });
  return files.map((file) => {
    const url = /<meta name="url" content="([^"]*)">/.exec(readFileSync(join(FIXTURES, file), 'utf8'))?.[1];
    if (!url) throw new Error(`Expected ${file} to say its address, got none.`);
    return url.replaceAll('&amp;', '&');
  });
}

describe('the list of sites', () => {
  it('is sorted by kind, each kind once, so that a reader finds a CRM and a merge does not double it', () => {
    const kinds = sites.map(({ kind }) => kind);
    expect(kinds).toEqual([...new Set(kinds)].sort());
  });

  it('finds an adapter by the kind of a system, and none for a kind that it does not know', () => {
    expect(siteOf('tryton')?.name).toBe('Tryton');
    expect(siteOf('unheard-of')).toBeNull();
  });
});

describe.each(sites.map((site) => [site.kind, site] as const))('the adapter of %s', (kind, site) => {
  const types = [...new Set(site.testUrls.map(({ type }) => type))];

  it('says only what an adapter may say', () => {
    expect(SiteAdapter.parse(site)).toEqual(site);
  });

  it.each(site.testUrls)('reads $type $id from $url', ({ url, type, id }) => {
    expect(matchRecord(site, url)).toMatchObject({ type, id });
  });

  it.each(site.listUrls)('reads a list of $type from $url', ({ url, type }) => {
    expect(matchRecord(site, url)).toBeNull();
    expect(matchList(site, url)?.type).toBe(type);
  });

  it('has a reader where rows do not say what they are, and nowhere else', () => {
    expect(site.reader !== undefined).toBe(site.lists.some((page) => !isTickable(page)));
  });

  it.each(site.negativeUrls)('sees neither record nor list at %s', (url) => {
    expect(matchRecord(site, url)).toBeNull();
    expect(matchList(site, url)).toBeNull();
  });

  it.each(site.testSaves)(
    'reads $method $url, answered $status, as $does',
    ({ does, type, id, ...request }) => {
      expect(matchSave(site, request)).toEqual(does === null ? null : { does, type, id });
    },
  );

  it('has a test request for each that it takes for a save', () => {
    const used = site.testSaves.flatMap((request) =>
      site.saves.filter(
        (save) => matchSave({ ...site, saves: [save] }, request) !== null && save.does === request.does,
      ),
    );
    const tested = new Set(used.map(({ does }) => does));
    expect(site.saves.filter(({ does }) => !tested.has(does))).toEqual([]);
  });

  it('leads to records that it reads itself, and to new ones that it takes for none', () => {
    const typed = site.addresses.flatMap(({ type }) => type ?? types);
    for (const type of typed) {
      const id = (site.testUrls.find((known) => known.type === type) ?? site.testUrls[0])?.id ?? '';
      const there = addressIn(site, { type, id });
      expect(matchRecord(site, `${ORIGIN}${there}`)).toMatchObject({ type, id });
      const fresh = addressIn(site, { type, id: null });
      expect(fresh && matchRecord(site, `${ORIGIN}${fresh}`)).toBeNull();
    }
  });

  it('keeps every id as it is, on the way to an address and back', () => {
    const digits = fc.stringMatching(/^[1-9]\d{0,24}$/);
    const ids = fc.oneof(digits, fc.uuid(), fc.string({ minLength: 1, unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.constantFrom(...types), ids, (type, id) => {
        const there = addressIn(site, { type, id });
        const back = there === null ? null : matchRecord(site, ORIGIN + there);
        // What cannot be an id of this CRM is taken for none, never for another.
        if (back) expect(back).toMatchObject({ type, id });
      }),
    );
  });

  it('takes no page of another CRM for a record of its own', () => {
    const others = sites.filter((other) => other !== site);
    const pages = others.flatMap(({ testUrls, listUrls }) =>
      [...testUrls, ...listUrls].map(({ url }) => url),
    );
    expect(pages.filter((url) => matchRecord(site, url))).toEqual([]);
  });

  it('has a test address for every shape of record page', () => {
    const used = new Set(site.testUrls.map(({ url }) => matchRecord(site, url)?.page));
    expect(site.records.filter((page) => !used.has(page))).toEqual([]);
  });

  it('wakes the trigger wherever it sees a record or a list', () => {
    const patterns = pageUrls(site).map((source) => new RegExp(source));
    const asleep = [...site.testUrls, ...site.listUrls].filter(({ url }) => !looksLikeRecord(patterns, url));
    expect(asleep).toEqual([]);
  });

  it('has a fixture for every shape of record page, but for those of which only the address is known', () => {
    const shown = new Set(fixturesOf(kind).map((url) => matchRecord(site, url)?.page));
    expect(site.records.filter((page) => page.anchors.length > 0 && !shown.has(page))).toEqual([]);
  });
});
