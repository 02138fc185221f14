import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { MissingPlaces } from '../access/missing-places.ts';
import { readStructure, type Sought } from '../host/structure.ts';
import type { SiteAdapter } from '../sites/schema.ts';
import type { Host, Hosts } from '../stack/hosts.ts';
import type { Tabs } from '../stack/tabs.ts';

interface Parts {
  readonly missing: MissingPlaces;
  readonly hosts: Hosts;
  readonly tabs: Tabs;
}

/** What comes from a page is a stranger's word, and shown to the person as no more than that. */
const Read = z.strictObject({
  found: z.array(
    z.strictObject({ part: z.string(), selector: z.string(), count: z.number(), visible: z.number() }),
  ),
  tree: z.string(),
});
type Read = z.infer<typeof Read>;

/**
 * How a page is built on which something was not found, for whoever mends its adapter: read only now that the person
 * asks, and given to nobody but them. Null: no tab shows such a page any more.
 */
export async function readPageStructure(
  { missing, hosts, tabs }: Parts,
  where: { origin: string; type: string },
): Promise<string | null> {
  const tab = missing.tabOf(where);
  const host = hosts.get(tab);
  if (tab === null || host?.site.origin !== where.origin || tabs.get(tab).record?.type !== where.type)
    return null;
  const sought = soughtOn(host.site.adapter, where.type);
  const read = await readIn(host, sought);
  return read && reportOf(host, where.type, read);
}

async function readIn({ tab, document }: Host, sought: Sought[]): Promise<Read | null> {
  const target = document === null ? { tabId: tab } : { tabId: tab, documentIds: [document] };
  const answers = await browser.scripting
    .executeScript({ target, func: readStructure, args: [sought] })
    .catch(() => []);
  return Read.safeParse(answers[0]?.result).data ?? null;
}

function soughtOn({ records }: SiteAdapter, of: string): Sought[] {
  return records
    .filter(({ type }) => type === null || type === of)
    .flatMap(({ active, anchors, title, stageBar = [] }) => [
      { part: 'page' as const, selector: active },
      ...anchors.map(({ selector }) => ({ part: 'button' as const, selector })),
      ...title.map((selector) => ({ part: 'title' as const, selector })),
      ...stageBar.map(({ selector }) => ({ part: 'stage-bar' as const, selector })),
    ]);
}

function reportOf({ site }: Host, type: string, { found, tree }: Read): string {
  const { version } = browser.runtime.getManifest();
  const lines = found.map(({ part, selector, count, visible }) => {
    const seen = count < 0 ? 'is no selector' : `${count}, visible ${visible}`;
    return `${part.padEnd(10)}${selector}: ${seen}`;
  });
  return [
    `Throughline ${version}, ${site.adapter.name} (${site.adapter.kind}), ${type}`,
    ...lines,
    '',
    tree,
    '',
  ].join('\n');
}
