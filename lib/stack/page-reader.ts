/** Asks a CRM's page itself what it shows, where neither its address nor its elements say it. */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { KnownSite } from '../access/sites.ts';
import { Id, type LinkedRecord, Text } from '../protocol/index.ts';
import { matchRecord, wordToLearn } from '../sites/match.ts';
import { readOdoo } from '../sites/odoo-reader.ts';
import type { Reader } from '../sites/schema.ts';
import { readTryton } from '../sites/tryton-reader.ts';
import { recordAddress } from './record-address.ts';

/** More than one start takes: the rest stays ticked. */
const MOST_TICKED = 10_000;

/** What a page says of itself: a stranger's word, like everything that comes from there. */
const Seen = z.strictObject({
  address: z.url(),
  type: Id,
  /** Null: it shows no record. */
  id: z.nullable(Id),
  /** What is ticked in a list. */
  ticked: z.pipe(
    z.transform((ticked: unknown) => (Array.isArray(ticked) ? ticked.slice(0, MOST_TICKED) : ticked)),
    // `url`: of the record's page, where that cannot be made of its type and id.
    z.array(z.strictObject({ id: Id, title: z.nullable(Text), url: z.optional(z.url()) })),
  ),
});
type Seen = z.infer<typeof Seen>;

const READERS: Record<Reader, () => unknown> = { odoo: readOdoo, tryton: readTryton };

/** How long a page may take to answer: what it waits for is up to the page. */
const READ_MS = 2000;

/** The page that has asked. */
interface Page {
  readonly tab: number;
  readonly site: KnownSite;
  readonly document: string | null;
}

/** Runs the adapter's reader in the page of a tab, once, leaving nothing behind; null: there is no answer. */
async function readPage({ tab, document, site: { adapter, origin } }: Page): Promise<Seen | null> {
  if (!adapter.reader) return null;
  const func = READERS[adapter.reader];
  // The tab can be at another document by now.
  const target = document === null ? { tabId: tab } : { tabId: tab, documentIds: [document] };
  // It finds nothing where the page is still starting, or is not what it was when this was written.
  const reading = browser.scripting.executeScript({ target, world: 'MAIN', func }).catch(() => []);
  const answers = await within(READ_MS, reading);
  const seen = Seen.safeParse(answers?.[0]?.result).data;
  return seen && new URL(seen.address).origin === origin ? seen : null;
}

/** What is answered in time; null: nothing was. */
function within<Answer>(ms: number, answer: Promise<Answer>): Promise<Answer | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The type that a word of the page's address stands for; null: the page does not say it now. */
export async function learnWord(page: Page): Promise<{ word: string; type: string } | null> {
  const { site } = page;
  const seen = await readPage(page);
  const word = seen && wordToLearn(site.adapter, seen.address);
  if (!word) return null;
  const { address, type, id } = seen;
  // Between two pages address and page can be of different ones.
  const isSettled = matchRecord(site.adapter, address, new Map([[word, type]]))?.id === id;
  return isSettled ? { word, type } : null;
}

/** The records that are ticked in the page's list. */
export async function readTicked(page: Page): Promise<LinkedRecord[]> {
  const { site } = page;
  const seen = await readPage(page);
  if (!seen) return [];
  const { type } = seen;
  return seen.ticked.map(({ id, title, url }) => {
    return { system: site.system.id, type, id, title, url: recordAddress(site, { type, id }, url) };
  });
}
