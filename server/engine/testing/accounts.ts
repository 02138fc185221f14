/** Keeps the books of a run: what was opened and closed, and which tokens came from where. */
import type { Definition, ProcessElement } from '../definition.ts';
import { invariant } from '../invariant.ts';
import type { Effect, EngineCommand } from '../model.ts';
import type { State } from '../state.ts';

/** What is open after these commands and effects; throws when something is opened or closed twice. */
export function openAfter(commands: EngineCommand[], effects: Effect[][]): Set<string> {
  const open = new Set<string>();
  const ever = new Set<string>();
  const opens = (entry: string, again = false) => {
    invariant(!open.has(entry), `${entry} to be opened once`);
    invariant(again || !ever.has(entry), `${entry} never to be used again`);
    open.add(entry);
    ever.add(entry);
  };
  const closes = (entry: string) => invariant(open.delete(entry), `${entry} to be open when it is closed`);
  for (const [index, command] of commands.entries()) {
    if (command.type === 'job.completed' || command.type === 'job.failed') closes(`job ${command.step}`);
    if (command.type === 'child.ended') closes(`child ${command.step}`);
    for (const effect of effects[index] ?? []) {
      if (effect.type === 'step.entered') opens(`step ${effect.step}`);
      if (effect.type === 'step.completed' || effect.type === 'step.cancelled') closes(`step ${effect.step}`);
      if (effect.type === 'task.opened') opens(`task ${effect.task.step}`);
      if (effect.type === 'task.closed') closes(`task ${effect.step}`);
      if (effect.type === 'timer.set') opens(`event ${effect.timer}`);
      if (effect.type === 'timer.cleared') closes(`event ${effect.timer}`);
      if (effect.type === 'subscription.opened') opens(`event ${effect.subscription}`);
      if (effect.type === 'subscription.closed') closes(`event ${effect.subscription}`);
      // A retried step gets its system action or instance anew.
      if (effect.type === 'job.created') opens(`job ${effect.job.step}`, true);
      if (effect.type === 'job.cancelled') closes(`job ${effect.step}`);
      if (effect.type === 'child.started') opens(`child ${effect.child.step}`, true);
      if (effect.type === 'child.cancelled') closes(`child ${effect.step}`);
      if (effect.type === 'instance.failed') opens(`incident ${effect.step}`, true);
      if (effect.type === 'instance.recovered') closes(`incident ${effect.step}`);
    }
  }
  return open;
}

/** What a state says is open. */
export function openIn({ open, registrations }: State): Set<string> {
  return new Set([
    ...registrations.map(({ id }) => `event ${id}`),
    ...open.flatMap(({ id, performer, topic, process, incident }) => [
      `step ${id}`,
      ...(performer === undefined ? [] : [`task ${id}`]),
      ...(topic === undefined ? [] : [`job ${id}`]),
      ...(process === undefined ? [] : [`child ${id}`]),
      ...(incident === undefined ? [] : [`incident ${id}`]),
    ]),
  ]);
}

/** How often each element was begun and ended in one scope, executions of a multi-instance left out. */
interface Ledger {
  entered: Map<string, number>;
  completed: Map<string, number>;
  /** Something was ended before its time, so that tokens on their way may have ended with it. */
  disturbed: boolean;
}

/**
 * The elements of each scope to which not as many tokens came as left the elements before it. A scope in which
 * something was ended early may have fewer, never more.
 */
export function unbalanced(definition: Definition, commands: EngineCommand[], effects: Effect[][]): string[] {
  const ledgers = ledgersOf(definition, effects.flat());
  const skips = commands.some(({ type }) => type === 'skip');
  return [...ledgers].flatMap(([scope, ledger]) =>
    Object.values(definition.elements)
      .filter((element) => !skips && hasPlainSources(definition, element))
      .flatMap((element) => {
        const [few, many] = expected(definition, element, ledger);
        const entered = ledger.entered.get(element.id) ?? 0;
        const balanced = entered <= many && (ledger.disturbed || entered >= few);
        return balanced ? [] : [`${scope}/${element.id}: ${entered} instead of ${few} to ${many}`];
      }),
  );
}

/** A parallel gateway begins once for the flow with most tokens, an inclusive one for any, others for each. */
function expected(definition: Definition, element: ProcessElement, { completed }: Ledger): [number, number] {
  const tokens = sourcesOf(definition, element).map(({ id }) => completed.get(id) ?? 0);
  const sum = tokens.reduce((total, count) => total + count, 0);
  if (element.type === 'parallelGateway') return [Math.max(0, ...tokens), Math.max(0, ...tokens)];
  if (element.type === 'inclusiveGateway') return [Math.min(1, sum), sum];
  return [sum, sum];
}

function hasPlainSources(definition: Definition, element: ProcessElement): boolean {
  const sources = sourcesOf(definition, element);
  const chooses = /^(exclusive|inclusive|eventBased)Gateway$/;
  const plain = ({ type, outgoing }: ProcessElement) => !chooses.test(type) || outgoing.length === 1;
  return sources.length > 0 && sources.every(plain);
}

function sourcesOf(definition: Definition, { id, incoming }: ProcessElement): ProcessElement[] {
  return Object.values(definition.elements).filter(
    (source) =>
      source.outgoing.some((flow) => incoming.includes(flow)) ||
      (source.type === 'throwLink' && source.target === id),
  );
}

/** Whether an element ends everything else in its scope, tokens that no step tells of included. */
function endsOthers({ elements }: Definition, id: string): boolean {
  const element = elements[id];
  if (element?.type === 'endEvent') return element.end.type === 'terminate' || element.end.type === 'error';
  if (element?.type !== 'subProcess' || !element.triggeredByEvent) return false;
  const start = elements[element.start];
  return start?.type === 'startEvent' && start.interrupting;
}

function ledgersOf(definition: Definition, effects: Effect[]): Map<string, Ledger> {
  const ledgers = new Map<string, Ledger>();
  const scopes = new Map<string, { scope: string; counts: boolean }>();
  const ledgerOf = (scope: string) => {
    const known = ledgers.get(scope) ?? { entered: new Map(), completed: new Map(), disturbed: false };
    ledgers.set(scope, known);
    return known;
  };
  const count = (book: Map<string, number>, element: string) =>
    book.set(element, (book.get(element) ?? 0) + 1);
  for (const effect of effects) {
    if (effect.type === 'step.entered') {
      const scope = effect.parent ?? 'process';
      scopes.set(effect.step, { scope, counts: effect.index === null });
      if (effect.index === null) count(ledgerOf(scope).entered, effect.element);
      if (endsOthers(definition, effect.element)) ledgerOf(scope).disturbed = true;
    }
    if (effect.type !== 'step.completed' && effect.type !== 'step.cancelled') continue;
    const { scope, counts } = scopes.get(effect.step) ?? { scope: 'process', counts: true };
    if (effect.type === 'step.cancelled') {
      ledgerOf(scope).disturbed = true;
      ledgerOf(effect.step).disturbed = true;
    } else if (counts) count(ledgerOf(scope).completed, effect.element);
  }
  return ledgers;
}
