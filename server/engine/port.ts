/**
 * The port between the product and whatever executes processes. The embedded engine is its first
 * implementation; task lists, log and statistics are the server's own projection of the effects, so that
 * every engine gives the same product.
 */
import type { Effect, EngineCommand, Finding, InstanceStatus, Waiting } from './model.ts';

/** The files of one deployment: BPMN 2.0 XML and the forms (parsed JSON) that it refers to, by file name. */
export interface ProcessFiles {
  bpmn: string;
  forms: Record<string, unknown>;
}

/** What the server needs to know about a process before anybody runs it. */
export interface ProcessFacts {
  key: string;
  name: string;
  description: string | null;
  /** `kind:type` or `system:type` of the records that it is offered on. */
  recordTypes: string[];
}

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
  /** Reads and checks a process; never throws for a bad file, it returns findings. */
  deploy(files: ProcessFiles): Promise<DeployOutcome>;
  /** Starts, completes a step or cancels. Throws `ProtocolError` where the command does not fit the state. */
  advance(definition: unknown, state: unknown | null, command: EngineCommand): Advance;
  /**
   * What the open steps wait for now. Never empty while the instance is running; in *Error* it names the steps
   * of the branches that go on, which may be none.
   */
  explain(definition: unknown, state: unknown): Waiting[];
}
