import * as z from 'zod/mini';
import { ADAPTER_ORDERS } from './adapters.ts';
import { CASE_ADMIN_QUERIES, CASE_ADMIN_RESULTS, CASE_ORDERS } from './cases.ts';
import { Id, LinkedRecord, Text, Value, Values } from './entities.ts';
import {
  DefinitionView,
  FileOutcome,
  Impact,
  LibraryEntry,
  ProcessDetails,
  ProcessState,
  SourceFile,
} from './library.ts';
import {
  Assignee,
  Bulk,
  InstanceDetails,
  LogFilter,
  LogPage,
  LogSort,
  SavedView,
  Statistics,
  StatisticsFilter,
  StepTrace,
} from './log.ts';
import { TaskPage } from './pages.ts';
import { SYSTEM_ORDERS } from './systems.ts';

// ---------------------------------------------------------------- what administrators read

/** Questions of the `processes` page. They need *see the log*; the library *manage definitions* or *see the log*. */
export const AdminQuery = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('library') }),
  z.strictObject({ type: z.literal('process'), process: Id }),
  /** `version` null: the actual one. */
  z.strictObject({ type: z.literal('definition'), process: Id, version: z.nullable(z.number()) }),
  /** Checks BPMN files with the forms among them; changes nothing. */
  z.strictObject({ type: z.literal('definition.check'), files: z.array(SourceFile).check(z.maxLength(200)) }),
  z.strictObject({ type: z.literal('impact'), process: Id }),
  z.strictObject({
    type: z.literal('log'),
    filter: LogFilter,
    sort: LogSort,
    descending: z.boolean(),
    cursor: z.nullable(z.string()),
    limit: z.number().check(z.gte(1), z.lte(500)),
  }),
  z.strictObject({ type: z.literal('instance'), instance: Id }),
  z.strictObject({ type: z.literal('trace'), instance: Id, step: Id }),
  z.strictObject({ type: z.literal('statistics'), filter: StatisticsFilter }),
  /** People and roles whose name contains the text; `inactive`: also people whose account is switched off. */
  z.strictObject({ type: z.literal('assignees'), search: Text, inactive: z.optional(z.boolean()) }),
  z.strictObject({ type: z.literal('views') }),
  z.strictObject({ type: z.literal('bulk'), bulk: Id }),
  ...CASE_ADMIN_QUERIES,
]);
export type AdminQuery = z.infer<typeof AdminQuery>;

export const AdminQueryResult = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('library'), entries: z.array(LibraryEntry) }),
  z.strictObject({ type: z.literal('process'), process: ProcessDetails }),
  z.strictObject({ type: z.literal('definition'), definition: DefinitionView }),
  z.strictObject({ type: z.literal('definition.check'), outcomes: z.array(FileOutcome) }),
  z.strictObject({ type: z.literal('impact'), impact: Impact }),
  z.strictObject({ type: z.literal('log'), page: LogPage }),
  z.strictObject({ type: z.literal('instance'), instance: InstanceDetails }),
  z.strictObject({ type: z.literal('trace'), trace: StepTrace }),
  z.strictObject({ type: z.literal('statistics'), statistics: Statistics }),
  z.strictObject({ type: z.literal('assignees'), assignees: z.array(Assignee) }),
  z.strictObject({ type: z.literal('views'), views: z.array(SavedView) }),
  z.strictObject({ type: z.literal('bulk'), bulk: Bulk }),
  ...CASE_ADMIN_RESULTS,
]);
export type AdminQueryResult = z.infer<typeof AdminQueryResult>;

// ---------------------------------------------------------------- what administrators change

const Reason = Text.check(z.minLength(1));

/**
 * Orders are commands that are carried out at once or not at all: they never wait in the outbox. Like commands
 * they carry an id made by the client, and have their effect once.
 */
export const Order = z.discriminatedUnion('type', [
  /** Deploys those BPMN files that pass, each with the forms that it refers to. Needs *manage definitions*. */
  z.strictObject({
    type: z.literal('definition.deploy'),
    files: z.array(SourceFile).check(z.maxLength(200)),
  }),
  z.strictObject({ type: z.literal('process.set-actual'), process: Id, version: z.number() }),
  z.strictObject({
    type: z.literal('process.set-state'),
    process: Id,
    state: ProcessState,
    /** Also cancel what runs. */
    cancelInstances: z.boolean(),
    reason: z.nullable(Text),
  }),
  z.strictObject({
    type: z.literal('process.configure'),
    process: Id,
    tracing: z.boolean(),
    quickLaunch: z.boolean(),
    retentionDays: z.nullable(z.number()),
    permissions: z.array(
      z.strictObject({ account: z.nullable(Id), role: z.nullable(Id), allowed: z.boolean() }),
    ),
  }),
  /** Needs *cancel instances*. One is cancelled at once, several one after the other as a bulk. */
  z.strictObject({
    type: z.literal('instances.cancel'),
    instances: z.array(Id).check(z.minLength(1), z.maxLength(10_000)),
    reason: Reason,
  }),
  z.strictObject({ type: z.literal('instance.delete'), instance: Id }),
  /** Executes every failed step once more. */
  z.strictObject({ type: z.literal('instance.retry'), instance: Id }),
  z.strictObject({ type: z.literal('instance.set-variable'), instance: Id, name: Id, value: Value }),
  z.strictObject({ type: z.literal('step.retry'), instance: Id, step: Id }),
  z.strictObject({
    type: z.literal('step.skip'),
    instance: Id,
    step: Id,
    /** Several where the step asks a question with several answers. */
    outcome: z.nullable(z.union([Id, z.array(Id).check(z.maxLength(100))])),
    reason: Reason,
  }),
  z.strictObject({
    type: z.literal('step.reassign'),
    instance: Id,
    step: Id,
    user: z.nullable(Id),
    role: z.nullable(Id),
  }),
  /**
   * Gives open steps to another user or to a role, one after the other as a bulk: those of some instances, those of
   * one person, or those of the person in the instances. Needs *manage definitions*.
   */
  z.strictObject({
    type: z.literal('steps.reassign'),
    /** Null: of all. */
    instances: z.nullable(z.array(Id).check(z.minLength(1), z.maxLength(10_000))),
    /** The user whose steps they are; null: anybody. */
    from: z.nullable(Id),
    user: z.nullable(Id),
    role: z.nullable(Id),
  }),
  /** Opens the page of any pending step as administrator (must-have M24). */
  z.strictObject({ type: z.literal('step.open'), instance: Id, step: Id }),
  /** One instance for each record; needs the permission to start the process. */
  z.strictObject({
    type: z.literal('process.start-many'),
    process: Id,
    records: z.array(LinkedRecord).check(z.minLength(1), z.maxLength(10_000)),
    variables: Values,
  }),
  z.strictObject({ type: z.literal('view.save'), view: SavedView }),
  z.strictObject({ type: z.literal('view.delete'), view: Id }),
  ...CASE_ORDERS,
  ...ADAPTER_ORDERS,
  ...SYSTEM_ORDERS,
]);
export type Order = z.infer<typeof Order>;

export const OrderResult = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('done') }),
  z.strictObject({ type: z.literal('deployed'), outcomes: z.array(FileOutcome) }),
  z.strictObject({ type: z.literal('bulk'), bulk: Bulk }),
  z.strictObject({ type: z.literal('page'), page: TaskPage }),
]);
export type OrderResult = z.infer<typeof OrderResult>;
