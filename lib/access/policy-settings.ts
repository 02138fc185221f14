import * as z from 'zod/mini';
import type { OriginRules, PolicyFault } from '../messaging/policy-contract.ts';
import { readAdapter } from '../sites/adapter-file.ts';
import { Kind, type SiteAdapter } from '../sites/schema.ts';
import { isOriginPattern } from './origin-rules.ts';

/** What an administrator can set. `public/managed-schema.json` says the same to Chrome. */
export const SETTINGS = [
  'server',
  'origins',
  'blockedOrigins',
  'firstOrigins',
  'ownAdapters',
  'adaptersOff',
  'adapters',
] as const;
type Setting = (typeof SETTINGS)[number];

/** What an administrator has set, as far as it is right. */
export interface PolicySettings {
  /** Null: it is left to the person. */
  readonly server: string | null;
  readonly origins: OriginRules;
  /** The CRMs that are offered before others, best first. */
  readonly first: readonly string[];
  readonly ownAdapters: boolean;
  /** No adapter of these kinds is used, whoever has made it. */
  readonly off: readonly string[];
  readonly adapters: readonly SiteAdapter[];
  readonly faults: readonly PolicyFault[];
}

const Address = z.url({ protocol: /^https?$/ });
const List = z.array(z.unknown());

/**
 * Reads a policy. What is wrong in it is passed over and named; a setting that says what is all that people may, and can't be
 * read, limits them all the same, since somebody meant it to.
 */
export function readSettings(said: Record<string, unknown>): PolicySettings {
  const faults: PolicyFault[] = [];
  const fault = (
    setting: string,
    why: PolicyFault['why'],
    entry: number | null = null,
    at: string | null = null,
  ) => void faults.push({ setting, entry, why, at });
  const list = (setting: Setting): unknown[] | null => {
    const value = said[setting];
    if (value === undefined || value === null) return null;
    const read = List.safeParse(value).data;
    if (!read) fault(setting, 'list');
    return read ?? [];
  };
  const origins = (setting: Setting): string[] | null =>
    list(setting)?.flatMap((value, index) => {
      if (typeof value === 'string' && isOriginPattern(value)) return value.trim();
      fault(setting, 'origin', index + 1);
      return [];
    }) ?? null;

  const address = Address.safeParse(said.server).data ?? null;
  if (isSet(said.server) && address === null) fault('server', 'address');
  if (isSet(said.ownAdapters) && typeof said.ownAdapters !== 'boolean') fault('ownAdapters', 'switch');
  const off = (list('adaptersOff') ?? []).flatMap((value, index) => {
    const kind = Kind.safeParse(value).data;
    if (kind === undefined) fault('adaptersOff', 'kind', index + 1);
    return kind ?? [];
  });
  const adapters = new Map<string, SiteAdapter>();
  for (const [index, words] of (list('adapters') ?? []).entries()) {
    const read = readAdapter(typeof words === 'string' ? words : JSON.stringify(words));
    const entry = index + 1;
    if ('problem' in read) fault('adapters', read.problem, entry, placeOf(read));
    else if (adapters.has(read.adapter.kind)) fault('adapters', 'twice', entry, read.adapter.kind);
    else adapters.set(read.adapter.kind, read.adapter);
  }
  const rules = { only: origins('origins'), never: origins('blockedOrigins') ?? [] };
  const first = origins('firstOrigins') ?? [];
  for (const name of Object.keys(said)) if (!isSetting(name)) fault(name, 'unknown');
  return {
    server: address,
    origins: rules,
    first,
    ownAdapters: !isSet(said.ownAdapters) || said.ownAdapters === true,
    off,
    adapters: [...adapters.values()],
    faults,
  };
}

const placeOf = (read: object): string | null =>
  'at' in read && typeof read.at === 'string' ? read.at : null;
const isSet = (value: unknown): boolean => value !== undefined && value !== null;
const isSetting = (name: string): name is Setting => (SETTINGS as readonly string[]).includes(name);
