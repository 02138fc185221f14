/**
 * The port between the product and whatever executes processes. The embedded engine is its first
 * implementation, an engine of the Camunda 7 family its second; task lists, log and statistics are the
 * server's own projection of the effects, so that every engine gives the same product.
 */
import type { CaseDefinition } from '../../lib/cases/definition.ts';
import type { Value } from '../../lib/protocol/index.ts';
import type { Effect, EngineCommand, EventName, Finding, InstanceStatus, Values, Waiting } from './model.ts';

/** The files of one deployment: BPMN 2.0 XML and the forms (parsed JSON) that it refers to, by file name. */
export interface ProcessFiles {
  bpmn: string;
  forms: Record<string, unknown>;
}

/** The files of a case: its document as text, and the forms that its steps refer to. */
export interface CaseFiles {
  case: string;
  forms: Record<string, unknown>;
}

export type DeployFiles = ProcessFiles | CaseFiles;

/** What a process takes and gives (behaviour 9.5): the properties `throughline:parameter:<name>`. */
export interface Parameter {
  name: string;
  label: string;
  type: 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'datetime' | 'record' | 'list';
  direction: 'in' | 'out' | 'both';
  required: boolean;
  default: Value;
}

/** When a timer start event starts an instance. */
export interface Schedule {
  /**
   * `date`: once; `duration`: once, so long after deployment; `cycle`: ISO 8601 `R…/PT…`, with a start before or an
   * end behind; `cron`: five or six fields. Times without a zone are of `timeZone`.
   */
  kind: 'date' | 'duration' | 'cycle' | 'cron';
  expression: string;
  /** IANA name; the schedule's days begin and end there. */
  timeZone: string;
  validFrom: string | null;
  validUntil: string | null;
  /** What happens with moments that passed while no server ran: one start for all of them, or none. */
  misfire: 'run-once' | 'skip';
}

/** One way in which instances of a process begin. */
export interface StartTrigger {
  element: string;
  name: string;
  on: { kind: 'none' } | { kind: 'timer'; schedule: Schedule } | EventName;
}

/** One element as the library, the log and the statistics show it. */
export interface ElementFacts {
  id: string;
  name: string;
  /** The BPMN name, for example `userTask`. */
  type: string;
  /** The kind of a user step, or the action of a system step. */
  kind: string | null;
  /** The sub-process that it is drawn in. */
  parent: string | null;
}

/** What the server needs to know about a process before anybody runs it. */
export interface ProcessFacts {
  key: string;
  name: string;
  description: string | null;
  /** Both in other languages; absent: in none. */
  names?: Record<string, string>;
  descriptions?: Record<string, string>;
  /** `kind:type` or `system:type` of the records that it is offered on. */
  recordTypes: string[];
  /** The variable that gets the id of the record that an instance is started on, besides `recordId`. */
  recordParameter: string | null;
  parameters: Parameter[];
  starts: StartTrigger[];
  /** Offered in the quick-launch list (behaviour 3.1); an administrator may change it. */
  quickLaunch: boolean;
  /** Data actions ask for the rights of whoever started the instance (behaviour 3.8). */
  userRights: boolean;
  elements: ElementFacts[];
  /** Keys of the processes that it calls, where they are written plainly. */
  calls: string[];
  /** Set for cases only. */
  case?: CaseFacts;
}

/** Which records a case is for, and how it begins on them, as its definition says. */
export type CaseFacts = Pick<CaseDefinition, 'section' | 'stageField' | 'condition' | 'starts'>;

/** A process that passed every check. `definition` is opaque JSON to everybody but the engine. */
export interface Deployable {
  facts: ProcessFacts;
  definition: unknown;
}

export type DeployOutcome =
  | { ok: true; process: Deployable; warnings: Finding[] }
  | { ok: false; findings: Finding[] };

/** What became of a command. `state` is opaque JSON to everybody but the engine. */
export interface Advance {
  state: unknown;
  status: InstanceStatus;
  effects: Effect[];
}

export interface Engine {
  /**
   * Reads and checks a process, and changes nothing anywhere: nobody runs what comes of it. Never throws for a bad file,
   * it returns findings.
   */
  check(files: DeployFiles): Promise<DeployOutcome>;
  /** The same, and makes the process known to whatever executes it, which may have findings of its own. */
  deploy(files: DeployFiles): Promise<DeployOutcome>;
  /** Carries out one command. Throws `ProtocolError` where the command does not fit the state. */
  advance(definition: unknown, state: unknown | null, command: EngineCommand): Promise<Advance>;
  /**
   * What the open steps wait for now. Never empty while the instance is running; in *Error* it names the
   * failed steps too.
   */
  explain(definition: unknown, state: unknown): Waiting[];
  /** The process variables of an instance, without those of single steps. */
  variables(definition: unknown, state: unknown): Values;
}

/** The files of a process, for an engine that runs nothing else. */
export function processFiles(files: DeployFiles): ProcessFiles {
  if ('bpmn' in files) return files;
  throw new TypeError('Expected the files of a process, got those of a case. Ask an engine that has cases.');
}
