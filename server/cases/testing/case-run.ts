/** A case to drive in tests: one command after the other, as the server would give them. */
import type { CaseDefinition } from '../../../lib/cases/definition.ts';
import type { Values } from '../../../lib/protocol/index.ts';
import { createEmbeddedEngine } from '../../engine/embedded.ts';
import type { Effect, EffectOf, EngineCommand } from '../../engine/model.ts';
import type { Deployable } from '../../engine/port.ts';
import { withCases } from '../engine.ts';
import { standingOf } from '../read-standing.ts';
import { RECORD_STAGE } from '../standing.ts';
import { type CaseState, readCaseState } from '../state.ts';

type Command = EngineCommand extends infer One
  ? One extends EngineCommand
    ? Omit<One, 'now' | 'actor'>
    : never
  : never;

const engine = withCases(createEmbeddedEngine());

/** Compiles a case; throws with what is found wrong. */
export async function compiled(definition: CaseDefinition, forms = {}): Promise<Deployable> {
  const outcome = await engine.deploy({ case: JSON.stringify(definition), forms });
  if (outcome.ok) return outcome.process;
  throw new Error(outcome.findings.map(({ element, problem }) => `${element}: ${problem}`).join('\n'));
}

export const ON_RECORD: Values = {
  ...{ startedBy: 'anna', recordSystem: 'demo', recordType: 'lead', recordId: '7', recordTitle: 'Ada' },
};

export class CaseScenario {
  readonly #definition: unknown;
  #state: unknown = null;
  /** Of the last command. */
  effects: Effect[] = [];
  moment = 0;

  private constructor(definition: unknown) {
    this.#definition = definition;
  }

  /** A case that has begun; `value`: what its record holds, read before. */
  static async start(definition: CaseDefinition, value: string | null = null): Promise<CaseScenario> {
    return CaseScenario.begin(definition, { ...ON_RECORD, [RECORD_STAGE]: value });
  }

  /** A case that has begun on a record that nobody has read. */
  static async begin(definition: CaseDefinition, variables: Values = ON_RECORD): Promise<CaseScenario> {
    const { definition: known } = await compiled(definition);
    const run = new CaseScenario(known);
    await run.do({ type: 'start', start: null, variables }, null);
    return run;
  }

  /** One whose CRM has agreed to the first stage. */
  static async agreed(definition: CaseDefinition, value?: string): Promise<CaseScenario> {
    const [first] = definition.stages;
    const run = await CaseScenario.start(definition, value ?? first?.value ?? null);
    await run.answer('seen', value ?? first?.value ?? null);
    return run;
  }

  async do(command: Command, actor: string | null = 'anna'): Promise<Effect[]> {
    this.moment += 1;
    const now = new Date(Date.UTC(2026, 0, 1, 0, 0, this.moment)).toISOString();
    const full = { ...command, now, actor } as EngineCommand;
    const before = JSON.stringify(this.#state);
    const advance = await engine.advance(this.#definition, this.#state, full);
    if (JSON.stringify(this.#state) !== before) throw new Error('The state before was changed.');
    this.#state = JSON.parse(JSON.stringify(advance.state));
    this.effects = advance.effects;
    return advance.effects;
  }

  move(stage: string): Promise<Effect[]> {
    return this.do({ type: 'case.move', stage });
  }

  /** Completes a step by its id in the definition. */
  complete(id: string, outcome = 'done', variables: Values = {}): Promise<Effect[]> {
    return this.do({ type: 'complete', step: this.stepOf(id), outcome, variables });
  }

  /** The job of the case comes back. */
  answer(outcome: 'written' | 'conflict' | 'seen' | 'gone' | 'apart', value: string | null = null) {
    const step = this.state.agreement.step;
    return this.do({ type: 'job.completed', step, outputs: { outcome, value } }, null);
  }

  /** The CRM tells that the record has changed, and is read. */
  async changedTo(value: string | null): Promise<Effect[]> {
    await this.do({ type: 'event', subscription: 'case.modified', variables: {} }, null);
    return this.answer('seen', value);
  }

  stepOf(id: string): string {
    return this.standing.steps.find((step) => step.id === id)?.step ?? `none of ${id}`;
  }

  get state(): CaseState {
    return readCaseState(this.#state);
  }

  get status() {
    return this.state.status;
  }

  get standing() {
    return standingOf(this.#definition, this.#state);
  }

  get stage() {
    return this.standing.stage;
  }

  /** How each step of the stage stands, by its id. */
  get steps() {
    return Object.fromEntries(this.standing.steps.map(({ id, status }) => [id, status]));
  }

  get definition() {
    return this.#definition;
  }

  explain() {
    return engine.explain(this.#definition, this.#state);
  }

  of<Type extends Effect['type']>(type: Type): EffectOf<Type>[] {
    return this.effects.filter((effect): effect is EffectOf<Type> => effect.type === type);
  }

  /** The job that the last command planned. */
  get job() {
    const [planned] = this.of('job.created');
    return planned && { topic: planned.job.topic.replace('throughline:', ''), ...planned.job.inputs };
  }
}
