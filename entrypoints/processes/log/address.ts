import { dayAfter, dayFrom, dayWords } from '../../../components/day.ts';
import {
  InstanceStatus,
  type LogFilter,
  LogSort,
  Origin,
  type RecordRef,
  type SavedView,
} from '../../../lib/protocol/index.ts';
import { beginningOf } from './period.ts';

/** The times that the log offers. */
export const PERIODS = ['day', 'week', 'month', 'all', 'range'] as const;

/** What the log is asked for, as its address says it. Empty texts and lists narrow nothing. */
export interface LogAddress {
  process: string;
  version: number | null;
  statuses: InstanceStatus[];
  owner: string;
  /** The owner's name, for the eye. */
  ownerName: string;
  origin: Origin | null;
  record: RecordRef | null;
  element: string;
  search: string;
  period: (typeof PERIODS)[number];
  /** Days, of the period `range`. */
  from: string;
  to: string;
  sort: LogSort;
  descending: boolean;
}

export const EVERYTHING: LogAddress = {
  process: '',
  version: null,
  statuses: [],
  owner: '',
  ownerName: '',
  origin: null,
  record: null,
  element: '',
  search: '',
  period: 'all',
  from: '',
  to: '',
  sort: 'started',
  descending: true,
};

/** Reads an address; what it does not understand narrows nothing. */
export function readAddress(query: Readonly<Record<string, string>>): LogAddress {
  const of = (name: string) => query[name] ?? '';
  const version = Number(of('version'));
  return {
    process: of('process'),
    version: Number.isInteger(version) && version > 0 ? version : null,
    statuses: of('status').split(',').filter(isStatus),
    owner: of('owner'),
    ownerName: of('owner') && of('ownerName'),
    origin: Origin.options.find((one) => one === of('origin')) ?? null,
    record: readRecord(of('record')),
    element: of('element'),
    search: of('q'),
    period: PERIODS.find((one) => one === of('period')) ?? 'all',
    from: of('from'),
    to: of('to'),
    sort: LogSort.options.find((one) => one === of('sort')) ?? 'started',
    descending: of('order') !== 'ascending',
  };
}

/** Writes an address as the query of a route; what narrows nothing is null. */
export function writeAddress(address: LogAddress): Record<string, string | null> {
  const range = address.period === 'range';
  return {
    q: address.search || null,
    process: address.process || null,
    version: address.version === null ? null : String(address.version),
    status: address.statuses.join(',') || null,
    owner: address.owner || null,
    ownerName: (address.owner && address.ownerName) || null,
    origin: address.origin,
    record: address.record && writeRecord(address.record),
    element: address.element || null,
    period: address.period === 'all' ? null : address.period,
    from: (range && address.from) || null,
    to: (range && address.to) || null,
    sort: address.sort === 'started' ? null : address.sort,
    order: address.descending ? null : 'ascending',
  };
}

/** What the server is asked for at this moment. */
export function filterOf(address: LogAddress, now: Date): LogFilter {
  const { period } = address;
  const from = period === 'range' ? dayFrom(address.from) : beginningOf(period, now);
  const to = period === 'range' ? dayAfter(address.to) : null;
  return {
    process: address.process || null,
    version: address.process ? address.version : null,
    statuses: address.statuses,
    owner: address.owner || null,
    origin: address.origin,
    record: address.record,
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
    search: address.search.trim() || null,
    element: address.element || null,
  };
}

/** The address as a saved view keeps it: a period stays a period, it does not become two dates. */
export function savedFilterOf(address: LogAddress, now: Date): SavedView['filter'] {
  const filter = filterOf(address, now);
  const { period } = address;
  if (period === 'all' || period === 'range') return filter;
  return { ...filter, from: null, to: null, period };
}

/** The address that shows a saved view. */
export function addressOfView({ filter }: SavedView): LogAddress {
  const range = filter.from !== null || filter.to !== null;
  return {
    ...EVERYTHING,
    process: filter.process ?? '',
    version: filter.version,
    statuses: filter.statuses,
    owner: filter.owner ?? '',
    origin: filter.origin,
    record: filter.record,
    element: filter.element ?? '',
    search: filter.search ?? '',
    period: filter.period ?? (range ? 'range' : 'all'),
    from: filter.from ? dayWords(new Date(filter.from)) : '',
    // `to` is the beginning of the day after the last.
    to: filter.to ? dayWords(new Date(new Date(filter.to).getTime() - 1)) : '',
  };
}

/** Whether the address leaves anything out. */
export function isNarrowed(address: LogAddress): boolean {
  const { sort, order, ...narrowing } = writeAddress(address);
  return Object.values(narrowing).some((value) => value !== null);
}

function readRecord(words: string): RecordRef | null {
  const [system, type, id, ...more] = words.split('/').map(decoded);
  return system && type && id && more.length === 0 ? { system, type, id } : null;
}

/** A record in an address: `system/type/id`. */
export function writeRecord({ system, type, id }: RecordRef): string {
  return [system, type, id].map(encodeURIComponent).join('/');
}

function decoded(words: string): string {
  try {
    return decodeURIComponent(words);
  } catch {
    return '';
  }
}

function isStatus(words: string): words is InstanceStatus {
  return InstanceStatus.options.some((one) => one === words);
}
