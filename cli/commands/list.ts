import { InstanceStatus, LogPage } from '../../lib/protocol/index.ts';
import { type CliCommand, optionOf } from '../command.ts';
import { Failure } from '../failure.ts';
import { table } from '../table.ts';

const FILTERS = ['process', 'status', 'owner', 'search', 'from', 'to', 'element', 'limit'] as const;

/** Lists instances, the newest first. */
export const list: CliCommand = {
  usage: `list ${FILTERS.map((name) => `[--${name} …]`).join(' ')}`,
  summary: 'list instances, the newest first',
  options: Object.fromEntries(FILTERS.map((name) => [name, { type: 'string' as const }])),
  async run(context) {
    const { args, client, print, json } = context;
    if (args.length > 0) throw new Failure(`Expected options only, got ${args.join(' ')}.`, 2);
    const query = new URLSearchParams();
    for (const name of FILTERS) {
      const value = optionOf(context, name);
      if (value !== null) query.set(name, name === 'from' || name === 'to' ? instantOf(name, value) : value);
    }
    requireStatus(query.get('status'));
    const page = await client().call('GET', `/instances?${query}`, LogPage);
    if (json) print(JSON.stringify(page.items));
    else {
      const rows = page.items.map(({ id, status, startedAt, process, caption }) => [
        ...[id, status, startedAt.slice(0, 16).replace('T', ' '), process.key, caption],
      ]);
      for (const line of table(['instance', 'status', 'started', 'process', 'caption'], rows)) print(line);
      if (page.next !== null)
        print(`… ${page.more ? 'more than ' : ''}${page.total} in all; narrow the filter`);
    }
    return true;
  },
};

/** A day is that day's beginning in UTC. */
function instantOf(name: string, text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new Failure(`Expected --${name} with a date or time such as 2026-03-02, got ${text}.`, 2);
  return at.toISOString();
}

function requireStatus(status: string | null): void {
  if (status === null || InstanceStatus.safeParse(status).success) return;
  throw new Failure(`Expected --status with one of ${InstanceStatus.options?.join(', ')}, got ${status}.`, 2);
}
