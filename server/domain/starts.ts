/** Instances begin: by a person, many at once, by an event, by a schedule, by another process. */
import * as z from 'zod';
import {
  type LinkedRecord,
  type Origin,
  ProtocolError,
  phrase,
  type User,
  type Value,
  type Values,
} from '../../lib/protocol/index.ts';
import { BrokenInvariant } from '../engine/invariant.ts';
import type { START_VARIABLES } from '../engine/parse/profile.ts';
import type { Db, Tx } from '../store/store.ts';
import type { Acting } from './acting.ts';
import { type Changed, carryOut } from './carry-out.ts';
import { claimRecord } from './cases/beginning.ts';
import { beginChange, type Subject } from './change.ts';
import type { Outbox } from './channels.ts';
import { readParameters } from './parameters.ts';
import { readActual, requireFit } from './processes.ts';
import { mayStart } from './start-permissions.ts';
import { type ActualProcess, beginsPlainly } from './startable.ts';
import type { Surroundings } from './surroundings.ts';

/** Whether a start has been refused, by us or by the engine, and would be again; all else may pass. */
export function isRefusedStart(error: unknown): error is Error {
  return error instanceof ProtocolError || error instanceof BrokenInvariant || error instanceof z.ZodError;
}

/** A case is to begin by hand on a record that nobody has read yet: that is done before the transaction. */
export class UnreadRecord extends Error {}

/** What an instance is started with. */
export interface StartRequest {
  process: string;
  /** The start event; null: the none start event. */
  start: string | null;
  origin: Origin;
  /** Who acts; null: the system. */
  actor: User | null;
  /** Who waits for what follows. */
  acting?: Acting | null;
  /** User id of the owner, on whose behalf it runs. */
  owner: string | null;
  record: LinkedRecord | null;
  /** Values of the parameters; what is not given gets its default. */
  parameters: Values;
  /** Further variables, which are no parameters: what an event or a calling process brings. */
  variables?: Values;
  businessKey?: string | null;
  /** What the log says of how it began, for people. */
  details?: string | null;
  parent?: { instance: string; step: string; root: string } | null;
  /** Null or absent: a new one. An instance with this id that exists already is left alone. */
  id?: string | null;
  /** Events are added here instead of being published. */
  outbox?: Outbox | null;
}

/** What came of a start. */
export interface Started extends Changed {
  instance: string;
}

/** Who may start by hand, what, with what; for `process.start` and for each record of a bulk. */
export interface ManualStart {
  process: string;
  record: LinkedRecord | null;
  parameters: Values;
  /** Further variables: of a case, what was read of its record. */
  variables?: Values;
  origin: Extract<Origin, 'person' | 'bulk' | 'rest' | 'command-line'>;
  businessKey?: string | null;
  details?: string | null;
  acting?: Acting | null;
  id?: string | null;
  outbox?: Outbox | null;
}

/**
 * Starts an instance for a person: the process must be active and offered on the record, and they must be
 * allowed to start it (behaviour 3.7). Throws `process-unknown`, `starts-stopped`, `process-unfit`,
 * `parameter-unfit` or `not-allowed`.
 */
export async function startByHand(
  around: Surroundings,
  tx: Tx,
  user: User,
  {
    process,
    record,
    parameters,
    variables,
    origin,
    businessKey = null,
    details = null,
    acting = null,
    id = null,
    outbox = null,
  }: ManualStart,
): Promise<Started> {
  const actual = await readStartable(tx, user, process);
  await requireFit(tx, actual.facts, record);
  if (actual.facts.case && variables === undefined) throw new UnreadRecord();
  const request = { start: null, actor: user, acting, owner: user.id };
  return startInstance(around, tx, actual, {
    ...{ ...request, process, record, parameters, origin, businessKey, details, id, outbox },
    variables: variables ?? {},
  });
}

/** The actual version of a process that this person may start by hand. */
export async function readStartable(db: Db, user: User, process: string): Promise<ActualProcess> {
  const actual = await readActual(db, process);
  if (!(await mayStart(db, user, process)))
    throw new ProtocolError('not-allowed', {
      permission: phrase('to-start', { process: actual.facts.name }),
      who: user.name,
    });
  requireStarts(actual);
  return actual;
}

/** Throws `process-unknown` or `starts-stopped` unless new instances may begin. */
export function requireStarts({ facts, state }: ActualProcess): void {
  if (state === 'active') return;
  throw new ProtocolError('starts-stopped', { process: facts.name, state: phrase(`state-${state}`) });
}

/** Starts an instance of the version given; who may and whether the process is active has been looked at. */
export async function startInstance(
  around: Surroundings,
  tx: Tx,
  actual: ActualProcess,
  request: StartRequest,
): Promise<Started> {
  const { process: key, record, actor, acting = null, owner, parent = null, outbox = null } = request;
  const { version, facts, tracing } = actual;
  if (request.start === null && !beginsPlainly(facts))
    throw new ProtocolError('start-unfit', { process: facts.name });
  if (facts.case) await claimRecord(tx, facts, record);
  const { compiled } = await around.definitions.read(tx, key, version);
  const brought = request.variables ?? {};
  const given = { ...withRecord(actual, request), ...parametersAmong(actual, brought) };
  const variables = {
    ...startVariables(owner, record),
    ...brought,
    ...readParameters(facts.parameters, given, facts.recordParameter),
  };
  const at = around.now();
  const advance = await around.engine.advance(compiled, null, {
    ...{ type: 'start', start: request.start, now: at.toISOString(), actor: actor?.id ?? null },
    variables,
  });
  const id = request.id ?? around.newId();
  const subject: Subject = {
    ...{
      id,
      process: { key, version, name: facts.name, ...(facts.names && { names: facts.names }) },
      status: 'running',
      caption: facts.name,
      record,
    },
    ...{ startedBy: owner, startedAt: at, origin: request.origin, traced: tracing, failedAt: null },
    ...{ parent: parent?.instance ?? null, parentStep: parent?.step ?? null, root: parent?.root ?? id },
    ...{ businessKey: request.businessKey ?? null, revision: 0, logHead: 0 },
  };
  const change = beginChange(around, tx, subject, { actor, acting, at, outbox, fresh: true });
  const { origin, details } = request;
  const data = { version, origin, ...(details && { details }) };
  change.log.push({ element: request.start, event: 'instance.started', data });
  return { instance: id, ...(await carryOut(change, advance, compiled, null)) };
}

/** The parameter that is meant for the id of the record gets it, unless a value was given. */
function withRecord({ facts }: ActualProcess, { record, parameters }: StartRequest): Values {
  const { recordParameter: name } = facts;
  return name === null || record === null ? parameters : { [name]: record.id, ...parameters };
}

/** Of what an event or a calling process brings, that which the process takes as parameters. */
function parametersAmong({ facts }: ActualProcess, brought: Values): Values {
  const names = facts.parameters.filter(({ direction }) => direction !== 'out').map(({ name }) => name);
  return Object.fromEntries(Object.entries(brought).filter(([name]) => names.includes(name)));
}

/** What every process knows from its start. */
function startVariables(
  owner: string | null,
  record: LinkedRecord | null,
): Record<(typeof START_VARIABLES)[number], Value> {
  return {
    startedBy: owner,
    recordSystem: record?.system ?? null,
    recordType: record?.type ?? null,
    recordId: record?.id ?? null,
    recordTitle: record?.title ?? null,
  };
}
