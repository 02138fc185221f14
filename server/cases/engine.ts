/** Cases as another language of the same port: what is no case goes to the engine beneath. */
import { explain as explainSteps } from '../engine/explain.ts';
import type { Waiting } from '../engine/model.ts';
import type { DeployFiles, Engine } from '../engine/port.ts';
import { compileCase } from './compile.ts';
import { isCase, readCompiled } from './compiled.ts';
import { awaited, topicOf } from './crm-jobs.ts';
import { advanceCase } from './machine.ts';
import { type CaseState, readCaseState } from './state.ts';
import { RECORD_ELEMENT, RECORD_NAME } from './working.ts';

/**
 * Adds cases to an engine. Their steps are run by the embedded one, whatever runs the processes: so that leaving a stage
 * and everything that is open in it is one transaction. Processes that steps call run where they were deployed to.
 */
export function withCases(processes: Engine): Engine {
  return {
    check: (files) => (isCaseFiles(files) ? compileCase(files) : processes.check(files)),
    deploy: (files) => (isCaseFiles(files) ? compileCase(files) : processes.deploy(files)),
    async advance(definition, state, command) {
      if (!isCase(definition)) return processes.advance(definition, state, command);
      const before = state === null ? null : readCaseState(state);
      const outcome = advanceCase(readCompiled(definition), before, command);
      return { ...outcome, status: outcome.state.status };
    },
    explain: (definition, state) =>
      isCase(definition) ? explain(definition, readCaseState(state)) : processes.explain(definition, state),
    variables: (definition, state) =>
      isCase(definition) ? readCaseState(state).engine.variables : processes.variables(definition, state),
  };
}

/** Whether the files are those of a case. */
export function isCaseFiles(files: DeployFiles): files is Extract<DeployFiles, { case: string }> {
  return 'case' in files;
}

/** The steps of the stage, and the record: a stage is left when somebody moves it there or here. */
function explain(stored: unknown, state: CaseState): Waiting[] {
  const { definition, process } = readCompiled(stored);
  const { status, agreement } = state;
  if (status === 'completed' || status === 'cancelled') return [];
  const topic = topicOf(agreement);
  const reason: Waiting['for'] =
    agreement.incident !== null
      ? { type: 'incident', incident: agreement.incident }
      : topic !== null
        ? { type: 'job', topic }
        : state.record === null
          ? { type: 'person', user: null, role: null }
          : { type: 'event', event: awaited({ definition, record: state.record }, 'modified') };
  const own = { step: agreement.step, element: RECORD_ELEMENT, name: RECORD_NAME, for: reason };
  return [...explainSteps(process, state.engine), own];
}
