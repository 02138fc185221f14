/** Who may start a process by hand (behaviour 3.7). Schedules, events and calls ask nobody. */
import type { StartableProcess, User } from '../../lib/protocol/index.ts';
import type { Db } from '../store/store.ts';
import { type ActualProcess, beginsPlainly, toStartable } from './startable.ts';

/** One entry of the list of a process, in its order. */
export interface StartRule {
  account: string | null;
  role: string | null;
  allowed: boolean;
}

/** A person as the rules see them. */
export interface Starter {
  id: string;
  roles: readonly string[];
  /** They have the permission to run processes. */
  general: boolean;
}

/**
 * Whether the person may start the process with these rules (behaviour 3.7). The first rule that names them or
 * a role of theirs decides, whatever their general permission; whom no rule names, that permission decides for.
 */
export function decideStart(rules: readonly StartRule[], { id, roles, general }: Starter): boolean {
  const first = rules.find(({ account, role }) => account === id || (role !== null && roles.includes(role)));
  return first?.allowed ?? general;
}

/** A user as the rules see them. */
export function starterOf({ id, roles, permissions }: User): Starter {
  return { id, roles: roles.map((role) => role.id), general: permissions.includes('run-processes') };
}

/** Whether this user may start this process by hand. */
export async function mayStart(db: Db, user: User, process: string): Promise<boolean> {
  const rules = await db
    .selectFrom('process_permission')
    .select(['account', 'role', 'allowed'])
    .where('process', '=', process)
    .orderBy('position')
    .execute();
  return decideStart(rules, starterOf(user));
}

/** The processes that a user may start: active, not by events only, and theirs by the rules. */
export async function listStartable(db: Db, user: User): Promise<StartableProcess[]> {
  const offers = await readOffers(db);
  return offeredTo(offers, starterOf(user));
}

/** The processes that each active user may start; users without any are not listed. */
export async function startableByUser(db: Db): Promise<Map<string, StartableProcess[]>> {
  const offers = await readOffers(db);
  const starters = await readStarters(db);
  const lists = starters.map((starter) => [starter.id, offeredTo(offers, starter)] as const);
  return new Map(lists.filter(([, list]) => list.length > 0));
}

interface Offer {
  process: ActualProcess;
  rules: StartRule[];
}

function offeredTo(offers: readonly Offer[], starter: Starter): StartableProcess[] {
  return offers.filter(({ rules }) => decideStart(rules, starter)).map(({ process }) => toStartable(process));
}

async function readOffers(db: Db): Promise<Offer[]> {
  const processes = await db
    .selectFrom('process')
    .innerJoin('definition', (join) =>
      join.onRef('definition.key', '=', 'process.key').onRef('definition.version', '=', 'process.actual'),
    )
    .select(['process.key', 'version', 'facts', 'state', 'tracing', 'quick_launch as quickLaunch'])
    .where('state', '=', 'active')
    .orderBy('process.key')
    .execute();
  const rules = await db.selectFrom('process_permission').selectAll().orderBy('position').execute();
  // Cases are offered on the page of the record that they are for, where there is none yet.
  const offered = processes.filter(({ facts }) => beginsPlainly(facts) && !facts.case);
  return offered.map((process) => ({
    process,
    rules: rules.filter((rule) => rule.process === process.key),
  }));
}

async function readStarters(db: Db): Promise<Starter[]> {
  const accounts = await db.selectFrom('account').select('id').where('active', '=', true).execute();
  const memberships = await db.selectFrom('account_role').select(['account', 'role']).execute();
  const granted = await db
    .selectFrom('permission_grant')
    .select('role')
    .where('permission', '=', 'run-processes')
    .execute();
  const general = new Set(granted.map(({ role }) => role));
  const rolesOf = Map.groupBy(memberships, ({ account }) => account);
  return accounts.map(({ id }) => {
    const roles = (rolesOf.get(id) ?? []).map(({ role }) => role);
    return { id, roles, general: roles.some((role) => general.has(role)) };
  });
}
