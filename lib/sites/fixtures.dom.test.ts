import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { activeContainer, findPlace, findTitle, textOf } from '../host/record.ts';
import { selectedRecords } from '../host/selection.ts';
import { siteOf } from './index.ts';
import { matchList, matchRecord } from './match.ts';
import type { RecordPage, SiteAdapter } from './schema.ts';

const FOLDER = join(import.meta.dirname, 'fixtures');
const all = globSync('*/*.html', { cwd: FOLDER }).sort();
/** At the address of a record, but without one. */
const gone = all.filter((file) => file.includes('+gone'));
const lists = all.filter((file) => basename(file).startsWith('list-'));
const files = all.filter((file) => !gone.includes(file) && !lists.includes(file));

/** What a `<meta name>` of the document on show says. */
const said = (name: string) => document.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? '';

/** Shows the fixture; what is to be read from it, it says itself. Gives the adapter that it is for. */
function show(file: string): SiteAdapter {
  document.documentElement.innerHTML = readFileSync(join(FOLDER, file), 'utf8');
  const site = siteOf(dirname(file));
  if (!site) throw new Error(`Expected an adapter for ${file}, got none.`);
  return site;
}

function open(file: string): { page: RecordPage; type: string; id: string; title: string } {
  const match = matchRecord(show(file), said('url'));
  if (!match) throw new Error(`Expected the adapter to know ${said('url')} of ${file}, got nothing.`);
  return { ...match, title: said('title') };
}

/** What an adapter points at inside of a record's page. */
function selectorsOf({ anchors, stageBar = [], keepClear }: RecordPage): string[] {
  return [...[...anchors, ...stageBar].map(({ selector }) => selector), ...keepClear];
}

describe.each(files)('the fixture %s', (file) => {
  it('is of the type that its name says', () => {
    expect(open(file).type).toBe(basename(file, '.html').replace(/\+.*/, ''));
  });

  it('has a visible container, and in it the title, where there is one', () => {
    const { page, title } = open(file);
    const container = activeContainer(page);
    if (!container) throw new Error(`Expected ${page.active} to match, got nothing.`);
    const found = findTitle(page, container);
    expect(found ? textOf(found) : '').toBe(title);
  });

  it('has a place for the button', () => {
    const { page } = open(file);
    const container = activeContainer(page);
    expect(container && findPlace(page, container)).not.toBeNull();
  });
});

describe.each(gone)('the fixture %s', (file) => {
  it('holds no record', () => {
    expect(activeContainer(open(file).page)).toBeNull();
  });
});

describe.each(lists)('the fixture %s', (file) => {
  function openList() {
    const site = show(file);
    const list = matchList(site, said('url'));
    if (!list) throw new Error(`Expected the adapter to know ${said('url')} of ${file}, got nothing.`);
    return { site, list };
  }

  it('is of the type that its name says', () => {
    expect(openList().list.type).toBe(/list-(.*)\.html$/.exec(file)?.[1]);
  });

  it('has the records that are ticked, and no others', () => {
    const { site, list } = openList();
    const found = selectedRecords(site, list);
    expect(found.map(({ id, title }) => `${id} ${title}`).join(', ')).toBe(said('ticked'));
    expect(new Set(found.map(({ type }) => type))).toEqual(new Set([list.type]));
  });

  it('has all places for the button that the adapter names', () => {
    const { page } = openList().list;
    const container = activeContainer(page);
    const places = page.anchors.map(
      (anchor) => container && findPlace({ ...page, anchors: [anchor] }, container),
    );
    expect(places).not.toContain(null);
  });
});

describe('every anchor of every adapter, and all that is to be kept clear', () => {
  const pages = new Map<RecordPage, Set<string>>();
  for (const file of files) {
    const { page } = open(file);
    const container = activeContainer(page);
    const matched = pages.get(page) ?? new Set();
    for (const selector of selectorsOf(page)) if (container?.querySelector(selector)) matched.add(selector);
    pages.set(page, matched);
  }

  it.each([...pages].map(([page, matched]) => [page.url, page, matched] as const))(
    'is in a fixture for %s',
    (_, page, matched) => {
      expect(selectorsOf(page).filter((selector) => !matched.has(selector))).toEqual([]);
    },
  );
});
