/** A token comes to an element: a step begins, and what the element says of it is carried out. */
import { cancelInside } from './cancel.ts';
import type { ProcessElement } from './definition.ts';
import type { Entry } from './elements/processor.ts';
import { enter } from './elements/processors.ts';
import { endWith, throwError } from './errors.ts';
import { end, finish } from './finish.ts';
import { broadcast } from './happen.ts';
import { fail, incidentAt } from './incident.ts';
import { invariant, own } from './invariant.ts';
import { arrive, isJoin, openJoin } from './joins.ts';
import { startLoop } from './loop.ts';
import type { Incident } from './model.ts';
import { openEvents, planEvents } from './register.ts';
import { elementOf, isIteration, type Run, stepOf } from './run.ts';
import { evaluateMappings, valuesOf } from './scope.ts';
import type { OpenStep } from './state.ts';
import type { Token } from './tokens.ts';

/** So many steps in one command are a loop through scopes that the loop guard of each does not see. */
const MAX_MOVES = 100_000;

/** Moves one token. */
export function move(run: Run, token: Token): void {
  run.moves += 1;
  const element = elementOf(run, token.element);
  const join = openJoin(run, element, token);
  const step = join ?? begin(run, element, token);
  if (isJoin(element)) arrive(step, token);
  const looping = join === undefined ? guard(run, step, element, token) : null;
  if (looping !== null) fail(run, step, looping);
  else execute(run, step, element, token);
}

/** Executes a failed step once more, from its beginning. */
export function executeAgain(run: Run, step: OpenStep): void {
  const element = elementOf(run, step.element);
  const background = step.background === true;
  execute(run, step, element, { element: element.id, flow: null, scope: step.parent ?? null, background });
}

function begin(run: Run, element: ProcessElement, token: Token): OpenStep {
  run.steps += 1;
  const { index, scope, variables, background } = token;
  const step: OpenStep = {
    id: `s${run.steps}`,
    element: element.id,
    ...(scope === null ? {} : { parent: scope }),
    ...(index === undefined ? {} : { index }),
    ...(variables === undefined ? {} : { variables }),
    ...(background ? { background } : {}),
  };
  run.open.add(step);
  run.effects.push({
    type: 'step.entered',
    step: step.id,
    element: element.id,
    elementType: element.bpmnType,
    name: element.name,
    parent: scope,
    index: index ?? null,
  });
  return step;
}

/** Stops an element that is executed without end. Executions of a multi-instance count as one. */
function guard(run: Run, step: OpenStep, element: ProcessElement, token: Token): Incident | null {
  const { id, name } = element;
  const most = run.definition.maxExecutions;
  if (!isIteration(step) && !token.uncounted) {
    const counts = token.scope === null ? run.executions : { ...stepOf(run, token.scope).executions };
    counts[id] = (own(counts, id) ?? 0) + 1;
    if (token.scope !== null) stepOf(run, token.scope).executions = counts;
    if ((own(counts, id) ?? 0) <= most && run.moves <= MAX_MOVES) return null;
  } else if (run.moves <= MAX_MOVES) return null;
  const message = `Expected "${name}" (${id}) to be executed at most ${most} times, got more. Give the loop a condition that ends it, or retry the step to let it go round once more.`;
  return { code: 'loop-guard', element: id, message };
}

function execute(run: Run, step: OpenStep, element: ProcessElement, token: Token): void {
  const body = element.loop !== null && !isIteration(step);
  const problem = body ? null : takeIn(run, step, element);
  if (problem !== null) {
    fail(run, step, incidentAt(element, 'expression-failed', problem));
    return;
  }
  const boundary = isIteration(step) || step.guarded ? [] : element.boundary;
  delete step.guarded;
  const plan = planEvents(run, boundary, valuesOf(run, step.id));
  if (!plan.ok) {
    fail(run, step, plan.incident);
    return;
  }
  const entry = body ? enterLoop(run, step, element) : enter(run, step, element, token);
  if (entry.next === 'wait') openEvents(run, plan.planned, step.id, step.id);
  carryOut(run, step, entry);
}

function enterLoop(run: Run, step: OpenStep, element: ProcessElement): Entry {
  invariant(element.loop !== null, `a multi-instance at ${element.id}`);
  const incident = startLoop(run, step, element, element.loop);
  return incident === null ? { next: 'wait' } : { next: 'fail', incident };
}

/** Maps the inputs to variables of the step's own. */
function takeIn(run: Run, step: OpenStep, { inputs }: ProcessElement): string | null {
  if (inputs.length === 0) return null;
  const mapped = evaluateMappings(inputs, valuesOf(run, step.id));
  if (!mapped.ok) return mapped.problem;
  step.variables = { ...step.variables, ...mapped.values };
  return null;
}

function carryOut(run: Run, step: OpenStep, entry: Entry): void {
  const scope = step.parent ?? null;
  switch (entry.next) {
    case 'wait':
      return;
    case 'done':
      finish(run, step);
      return;
    case 'fail':
      fail(run, step, entry.incident);
      return;
    case 'throw-signal':
      run.effects.push({ type: 'signal.thrown', name: entry.name, variables: entry.variables });
      broadcast(run, entry.name, entry.variables);
      // Whoever was served may have ended the scope that this step is in.
      if (run.open.has(step.id)) finish(run, step);
      return;
    case 'throw-error':
      end(run, step);
      if (!throwError(run, null, scope, entry)) endWith(run, entry);
      return;
    case 'terminate':
      end(run, step);
      cancelInside(run, scope);
  }
}
