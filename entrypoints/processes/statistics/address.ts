import { dayAfter, dayFrom } from '../../../components/day.ts';
import type { StatisticsFilter } from '../../../lib/protocol/index.ts';
import { beginningOf } from '../log/period.ts';

/** The times that the statistics offer. */
export const PERIODS = ['week', 'month', 'quarter', 'year', 'range'] as const;
export const STEPS = ['day', 'week', 'month'] as const;

/** What the statistics are about, as their address says it. Empty texts narrow nothing. */
export interface StatisticsAddress {
  process: string;
  version: number | null;
  owner: string;
  ownerName: string;
  period: (typeof PERIODS)[number];
  /** Days, of the period `range`. */
  from: string;
  to: string;
  /** Null: what suits the period. */
  by: StatisticsFilter['by'] | null;
}

/** Reads an address; what it does not understand narrows nothing. */
export function readAddress(query: Readonly<Record<string, string>>): StatisticsAddress {
  const of = (name: string) => query[name] ?? '';
  const version = Number(of('version'));
  return {
    process: of('process'),
    version: Number.isInteger(version) && version > 0 ? version : null,
    owner: of('owner'),
    ownerName: of('owner') && of('ownerName'),
    period: PERIODS.find((one) => one === of('period')) ?? 'month',
    from: of('from'),
    to: of('to'),
    by: STEPS.find((one) => one === of('by')) ?? null,
  };
}

/** Writes an address as the query of a route; what narrows nothing is null. */
export function writeAddress(address: StatisticsAddress): Record<string, string | null> {
  const range = address.period === 'range';
  return {
    process: address.process || null,
    version: address.version === null ? null : String(address.version),
    owner: address.owner || null,
    ownerName: (address.owner && address.ownerName) || null,
    period: address.period === 'month' ? null : address.period,
    from: (range && address.from) || null,
    to: (range && address.to) || null,
    by: address.by,
  };
}

/** What the server is asked for at this moment. A range without its days is the last thirty days. */
export function filterOf(address: StatisticsAddress, now: Date): StatisticsFilter {
  const { process, version, owner, period } = address;
  const range = period === 'range';
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  const from = (range ? dayFrom(address.from) : beginningOf(period, now)) ?? beginningOf('month', now) ?? now;
  const to = (range && dayAfter(address.to)) || tomorrow;
  return {
    process: process || null,
    version: process ? version : null,
    owner: owner || null,
    from: from.toISOString(),
    to: to.toISOString(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    by: address.by ?? suitable(to.getTime() - from.getTime()),
  };
}

const DAY = 86_400_000;

function suitable(length: number): StatisticsFilter['by'] {
  if (length <= 45 * DAY) return 'day';
  return length <= 200 * DAY ? 'week' : 'month';
}
