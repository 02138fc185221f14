/** What the server needs to know about a case before it runs. */
import type { CaseDefinition } from '../../lib/cases/definition.ts';
import type { ElementFacts, ProcessFacts, StartTrigger } from '../engine/port.ts';
import { STAGE_TYPE } from './stages.ts';
import { RECORD_ELEMENT, RECORD_NAME } from './working.ts';

/** The facts of a checked case. Stages and steps are its elements, as those of a process are. */
export function factsOfCase(definition: CaseDefinition): ProcessFacts {
  const { key, name, description, section, stageField, condition, starts, stages } = definition;
  const steps = stages.flatMap((stage) => stage.steps);
  return {
    ...{ key, name, description, recordTypes: [section], recordParameter: null, parameters: [] },
    ...{ quickLaunch: false, userRights: false, starts: startsOf(definition) },
    elements: [
      { id: RECORD_ELEMENT, name: RECORD_NAME, type: 'caseRecord', kind: null, parent: null },
      ...stages.flatMap((stage): ElementFacts[] => [
        { id: stage.id, name: stage.name, type: STAGE_TYPE, kind: null, parent: null },
        ...stage.steps.map((step): ElementFacts => {
          const { id, kind } = step;
          const type =
            kind === 'process' ? 'callActivity' : step.performer === null ? 'serviceTask' : 'userTask';
          return { id, name: step.name, type, kind: kind === 'process' ? null : kind, parent: stage.id };
        }),
      ]),
    ],
    calls: [...new Set(steps.flatMap(({ process }) => process ?? []))],
    case: { section, stageField, condition, starts },
  };
}

/**
 * On request, and when the CRM tells of a new record (behaviour 8.2). Whether the condition chooses it is looked at when
 * it does: what is told may lack the field, and is no expression to work out.
 */
function startsOf({ name, section, starts }: CaseDefinition): StartTrigger[] {
  const plainly: StartTrigger = { element: 'case.start', name, on: { kind: 'none' } };
  if (!starts.appear) return [plainly];
  const on = { event: 'added', type: section, id: null, fields: [], filter: null } as const;
  return [plainly, { element: 'case.appear', name, on: { kind: 'record', on: { ...on, fields: [] } } }];
}
