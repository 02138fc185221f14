import { InstanceDetails, type Meanwhile, type WaitingPlace } from '../../lib/protocol/index.ts';
import type { CliCommand } from '../command.ts';
import { Failure } from '../failure.ts';

/** Says where an instance waits and why. */
export const explain: CliCommand = {
  usage: 'explain <instance>',
  summary: 'say where an instance stands and why it waits',
  options: {},
  async run({ args, client, print, json }) {
    const [id, ...more] = args;
    if (id === undefined || more.length > 0)
      throw new Failure(`Expected the id of one instance, got ${args.join(' ') || 'none'}.`, 2);
    const details = await client().call('GET', `/instances/${encodeURIComponent(id)}`, InstanceDetails);
    if (json) {
      print(JSON.stringify({ status: details.summary.status, waiting: details.waiting }));
      return true;
    }
    const { caption, status, process, startedAt, incident } = details.summary;
    print(`${caption}: ${status}, ${process.name} version ${process.version}, started ${startedAt}`);
    if (incident) print(`  ${incident.message}`);
    for (const place of details.waiting) {
      print(`  ${place.name} (${place.element}): ${reasonOf(place)}`);
      for (const aside of place.meanwhile) print(`    ${meanwhileOf(aside)}`);
    }
    if (details.waiting.length === 0) print('  it waits for nothing');
    return true;
  },
};

/** One sentence for each reason to wait. */
export function reasonOf({ reason, since }: Pick<WaitingPlace, 'reason'> & { since?: string }): string {
  const begun = since === undefined ? '' : ` since ${since}`;
  switch (reason.type) {
    case 'person': {
      const who = [reason.user?.name, reason.role && `the role ${reason.role.name}`]
        .filter(Boolean)
        .join(' or ');
      return `waits for ${who}${begun}${reason.obstacle ? `; ${OBSTACLES[reason.obstacle]}` : ''}`;
    }
    case 'timer':
      return `waits until ${reason.at}`;
    case 'message':
    case 'signal':
      return `waits for the ${reason.type} ${reason.name}${begun}`;
    case 'record': {
      const which = `${reason.recordType}${reason.id === null ? '' : ` ${reason.id}`}`;
      const deaf = reason.fed ? '' : '; nothing tells the server of it: connect the CRM or make its webhook';
      return `waits until a record is ${reason.event}: ${which}${deaf}`;
    }
    case 'job': {
      const tries = `attempt ${reason.attempts} of ${reason.maxAttempts}`;
      const next = reason.nextAt === null ? '' : `, again at ${reason.nextAt}`;
      return `${reason.topic} is ${reason.status}, ${tries}${next}${reason.problem ? `: ${reason.problem}` : ''}`;
    }
    case 'process':
      return `waits for ${reason.process}, instance ${reason.instance ?? 'not yet begun'}${reason.status ? `, which is ${reason.status}` : ''}`;
    case 'incident':
      return reason.incident.message;
  }
}

/** What may come first, or come beside. */
function meanwhileOf({ element, name, interrupts, reason }: Meanwhile): string {
  const awaited = reasonOf({ reason }).replace(/^waits /, '');
  return `${interrupts ? 'or instead' : 'besides'} ${name} (${element}): ${awaited}`;
}

const OBSTACLES = {
  'role-empty': 'nobody has this role',
  'user-inactive': 'this person is not active',
  'record-closed': 'nobody who could do it may open the record',
  'record-gone': 'the record is not there any more',
} as const;
