import { demo } from './demo.ts';
import { matchList, matchRecord } from './match.ts';
import type { SiteAdapter } from './schema.ts';

const SURENESS = { tested: 0, seen: 1, unseen: 2 } as const;

/**
 * The kind of CRM that a page most likely belongs to; null: nothing tells. A maker's own domain says it by itself, else
 * how the address of a record or of a list looks.
 *
 * ```ts
 * proposeKind('https://acme.lightning.force.com/', sites) // 'salesforce'
 * proposeKind('https://desk.example/redmine/issues/7', sites) // 'redmine'
 * ```
 */
export function proposeKind(url: string, adapters: readonly SiteAdapter[]): string | null {
  if (!URL.canParse(url)) return null;
  const domain = domainOf(url);
  const made = adapters.filter((adapter) => domain !== null && domainsOf(adapter).has(domain));
  if (made[0]) return (fitting(url, made) ?? made[0]).kind;
  // What is only ever on its maker's domain is not somewhere else, however the address looks.
  const installed = adapters.filter(isInstalled);
  // The demo CRM is on machines of developers, with addresses that others could have.
  return (
    fitting(url, domain === null ? installed : installed.filter(({ kind }) => kind !== demo.kind))?.kind ??
    null
  );
}

/** The adapter that reads the address: as a record rather than as a list, the better known one first. */
function fitting(url: string, adapters: readonly SiteAdapter[]): SiteAdapter | null {
  const known = adapters.toSorted((one, other) => SURENESS[one.verified] - SURENESS[other.verified]);
  return (
    known.find((adapter) => matchRecord(adapter, url)) ??
    known.find((adapter) => matchList(adapter, url)) ??
    null
  );
}

/** Whether people run it on a machine of theirs: then its examples are nowhere in particular. */
function isInstalled(adapter: SiteAdapter): boolean {
  return examplesOf(adapter).some((url) => domainOf(url) === null);
}

function domainsOf(adapter: SiteAdapter): Set<string | null> {
  return new Set(examplesOf(adapter).map(domainOf));
}

function examplesOf({ testUrls, listUrls, negativeUrls }: SiteAdapter): string[] {
  return [...testUrls, ...listUrls].map(({ url }) => url).concat(negativeUrls);
}

/** The last two labels of the host, such as `force.com`; null: an address by number, a local or an example one. */
function domainOf(url: string): string | null {
  const { hostname } = new URL(url);
  const labels = hostname.split('.');
  const [name, top = ''] = labels.slice(-2);
  return labels.length < 2 || !/^[a-z]{2,}$/.test(top) || top === 'example' ? null : `${name}.${top}`;
}
