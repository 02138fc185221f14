/** What comes to a running instance: people complete steps, events happen, jobs and called processes end. */
import { endWith, throwError } from './errors.ts';
import { finish } from './finish.ts';
import { broadcast, happen } from './happen.ts';
import { fail, incidentAt, jobIncident } from './incident.ts';
import { invariant, own } from './invariant.ts';
import type { Incident, Values } from './model.ts';
import { type CommandOf, staleEvent, taskRefusal } from './refusals.ts';
import { elementOf, type Run } from './run.ts';
import { evaluateMappings, write } from './scope.ts';
import type { OpenStep, State } from './state.ts';
import { thrownBy } from './thrown-by.ts';

export function completeStep(run: Run, state: State, { step: id, ...command }: CommandOf<'complete'>): void {
  const waiting = run.open.get(id);
  if (waiting?.performer === undefined) throw taskRefusal(state, id);
  const element = elementOf(run, waiting.element);
  invariant(element.type === 'userTask', `a user task at ${element.id}`);
  write(run, id, command.variables);
  if (element.plan.result !== null) write(run, id, { [element.plan.result]: command.outcome });
  finish(run, waiting, { outcome: command.outcome, skipped: null });
  const signal = thrownBy(element.plan, command.outcome);
  if (signal === null) return;
  run.effects.push({ type: 'signal.thrown', name: signal, variables: {} });
  broadcast(run, signal, {});
}

export function eventHappens(run: Run, id: string, variables: Values): void {
  const registration = run.registrations.get(id);
  const expected = run.command.type === 'timer' ? 'at' : 'event';
  if (registration?.[expected] === undefined) throw staleEvent(id);
  happen(run, registration, variables);
}

/** The step whose system action is under way; from here on it no longer is. */
function takeJob(run: Run, id: string): OpenStep {
  const waiting = run.open.get(id);
  if (waiting?.topic === undefined) throw staleEvent(id);
  delete waiting.topic;
  return waiting;
}

export function jobCompleted(run: Run, command: CommandOf<'job.completed'>): void {
  const waiting = takeJob(run, command.step);
  const element = elementOf(run, waiting.element);
  const action =
    element.type === 'serviceTask'
      ? element.action
      : element.type === 'endEvent' && element.end.type === 'action'
        ? element.end.action
        : null;
  invariant(action !== null, `a system action at ${element.id}`);
  const given = Object.entries(command.outputs).flatMap(([name, value]) => {
    const variable = own(action.outputs, name) ?? (action.all ? name : null);
    return variable === null ? [] : [[variable, value] as const];
  });
  write(run, waiting.id, Object.fromEntries(given));
  finish(run, waiting);
}

export function jobFailed(run: Run, { step: id, code, message }: CommandOf<'job.failed'>): void {
  const waiting = takeJob(run, id);
  if (code !== null) {
    errorComes(run, waiting, { code, message });
    return;
  }
  failLate(run, waiting, jobIncident(elementOf(run, waiting.element), message));
}

export function childEnded(run: Run, { step: id, status, error, variables }: CommandOf<'child.ended'>): void {
  const waiting = run.open.get(id);
  if (waiting?.process === undefined) throw staleEvent(id);
  const { process } = waiting;
  delete waiting.process;
  const element = elementOf(run, waiting.element);
  invariant(element.type === 'callActivity', `a call activity at ${element.id}`);
  if (error !== null) {
    errorComes(run, waiting, error);
    return;
  }
  if (status !== 'completed') {
    const problem = `Expected the process ${process} to be completed, got one that ${status === 'cancelled' ? 'was cancelled' : 'could not run'}`;
    failLate(run, waiting, incidentAt(element, 'child-failed', problem, 'Retry the step, or skip it.'));
    return;
  }
  const mapped = evaluateMappings(element.out.mappings, variables);
  if (!mapped.ok) {
    failLate(run, waiting, incidentAt(element, 'expression-failed', mapped.problem));
    return;
  }
  write(run, id, element.out.all ? { ...variables, ...mapped.values } : mapped.values);
  finish(run, waiting);
}

function errorComes(run: Run, waiting: OpenStep, error: { code: string; message: string }): void {
  if (throwError(run, waiting, waiting.parent ?? null, error)) return;
  if (run.called) {
    endWith(run, error);
    return;
  }
  const problem = `Expected the error ${error.code} (${error.message}) to be handled, got nothing that handles it`;
  const remedy = 'Retry or skip the step, or draw an error boundary event and deploy the process again.';
  failLate(run, waiting, incidentAt(elementOf(run, waiting.element), 'error-uncaught', problem, remedy));
}

/** A step fails that has waited already. */
function failLate(run: Run, step: OpenStep, incident: Incident): void {
  step.guarded = true;
  fail(run, step, incident);
}
