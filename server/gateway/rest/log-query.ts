import * as z from 'zod';
import {
  Id,
  InstanceStatus,
  Instant,
  type LogFilter,
  LogSort,
  Origin,
  ProtocolError,
  Text,
} from '../../../lib/protocol/index.ts';

/** The filter of the log as parameters of an address; each part may be left out. */
export const FilterQuery = z.object({
  process: z.optional(Id),
  version: z.coerce.number().int().optional(),
  status: z
    .union([InstanceStatus, z.array(InstanceStatus)])
    .optional()
    .describe('May be given several times'),
  owner: z.optional(Id),
  origin: z.optional(Origin),
  record: z.optional(Text).describe('system:type:id'),
  from: z.optional(Instant).describe('Started then or later'),
  to: z.optional(Instant).describe('Started before'),
  search: z.optional(Text).describe('Part of the caption, or an id, or a business key'),
  element: z.optional(Id).describe('Where a step of this element is open'),
});

/** The same with the order and the place of a page. */
export const PageQuery = FilterQuery.extend({
  sort: z._default(LogSort, 'started'),
  order: z.enum(['descending', 'ascending']).default('descending'),
  cursor: z.string().max(1000).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** The filter that the parameters mean; throws `message-malformed` for a record that names no three parts. */
export function toFilter(query: z.infer<typeof FilterQuery>): LogFilter {
  const { status = [] } = query;
  return {
    process: query.process ?? null,
    version: query.version ?? null,
    statuses: Array.isArray(status) ? status : [status],
    owner: query.owner ?? null,
    origin: query.origin ?? null,
    record: query.record === undefined ? null : toRecord(query.record),
    from: query.from ?? null,
    to: query.to ?? null,
    search: query.search ?? null,
    element: query.element ?? null,
  };
}

/** Ids of records may hold colons themselves. */
function toRecord(text: string): NonNullable<LogFilter['record']> {
  const [system, type, ...rest] = text.split(':');
  const id = rest.join(':');
  if (system && type && id) return { system, type, id };
  throw new ProtocolError('message-malformed', {
    where: 'querystring.record',
    problem: 'it is not written as system:type:id',
  });
}
