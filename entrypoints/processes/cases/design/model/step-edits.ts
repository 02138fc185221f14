/** What happens to the steps of a case when one of them is added, moved, copied, renamed or deleted. */
import type { CaseStage, CaseStep, CaseStepKind } from '../../../../../lib/cases/definition.ts';
import { outcomesOfStep } from '../../../../../lib/cases/outcomes.ts';
import { idsOf, unused } from './codes.ts';
import { type Design, findStep, MOST_STEPS, withStages } from './design.ts';

export interface NewStep {
  readonly id: string;
  readonly name: string;
  readonly kind: CaseStepKind;
}

/** Whoever started the case: the one performer that every case has. */
const STARTER = { user: `\${startedBy}`, role: null, manager: false };

const PAGES: readonly CaseStepKind[] = ['auto-generated-page', 'pre-configured-page'];

/** Optional, with the stage, for whoever started the case. Before that step of the stage, or behind the last. */
export function addStep(design: Design, stage: string, given: NewStep, before: string | null): Design {
  const id = unused(given.id, idsOf(design.definition));
  const step: CaseStep = {
    ...{ id, name: given.name, kind: given.kind },
    performer: given.kind === 'process' ? null : STARTER,
    ...{ after: null, required: false, due: null, form: null, process: null, resultVariable: null },
    ...{ properties: {}, results: [] },
  };
  return changed(design, stage, (steps) => put(steps, step, before));
}

/** Into that stage, before that step of it. In another stage it begins with the stage, and nothing waits for it. */
export function moveStep(design: Design, id: string, stage: string, before: string | null): Design {
  const found = findStep(design.definition, id);
  if (!found || before === id) return design;
  const { step, stage: from } = found;
  if (from.id === stage) {
    const rest = from.steps.filter((one) => one !== step);
    const ordered = put(rest, step, before);
    if (ordered.every((one, at) => one === from.steps[at])) return design;
    return changed(design, stage, () => ordered);
  }
  const arrived = changed(design, stage, (steps) => put(steps, { ...step, after: null }, before));
  if (arrived === design) return design;
  return changed(arrived, from.id, (steps) => takeOut(steps, step));
}

/** One place up or down within its stage. */
export function shiftStep(design: Design, id: string, by: 1 | -1): Design {
  const found = findStep(design.definition, id);
  if (!found) return design;
  const { steps } = found.stage;
  const at = steps.indexOf(found.step);
  if (!steps[at + by]) return design;
  const before = by === -1 ? steps[at - 1] : steps[at + 2];
  return moveStep(design, id, found.stage.id, before?.id ?? null);
}

/** To the stage beside its own, as far down as it was. */
export function carryStep(design: Design, id: string, by: 1 | -1): Design {
  const found = findStep(design.definition, id);
  if (!found) return design;
  const { stages } = design.definition;
  const there = stages[stages.indexOf(found.stage) + by];
  if (!there) return design;
  const before = there.steps[found.stage.steps.indexOf(found.step)];
  return moveStep(design, id, there.id, before?.id ?? null);
}

/** What waited for it waits for what it waited for. */
export function deleteStep(design: Design, id: string): Design {
  const found = findStep(design.definition, id);
  if (!found) return design;
  return changed(design, found.stage.id, (steps) => takeOut(steps, found.step));
}

/** The same again, behind it. */
export function copyStep(design: Design, id: string, code: string): Design {
  const found = findStep(design.definition, id);
  if (!found) return design;
  const { steps } = found.stage;
  const copy = { ...found.step, id: unused(code, idsOf(design.definition)) };
  const behind = steps[steps.indexOf(found.step) + 1]?.id ?? null;
  return changed(design, found.stage.id, (all) => put(all, copy, behind));
}

/** Another id for it, wherever it is named. */
export function recodeStep(design: Design, id: string, code: string): Design {
  const found = findStep(design.definition, id);
  if (!found || code === id) return design;
  const name = unused(code, idsOf(design.definition));
  return changed(design, found.stage.id, (steps) =>
    steps.map((step) => ({
      ...step,
      id: step.id === id ? name : step.id,
      after: step.after === id ? name : step.after,
    })),
  );
}

/** Another kind of step: what that kind does not have is left behind; `keep` names the properties that it has too. */
export function turnStep(
  design: Design,
  id: string,
  kind: CaseStepKind,
  keep: (property: string) => boolean,
): Design {
  const found = findStep(design.definition, id);
  if (!found || found.step.kind === kind) return design;
  const { step } = found;
  const runs = kind === 'process';
  const turned: CaseStep = {
    ...{ ...step, kind },
    performer: runs ? null : (step.performer ?? STARTER),
    due: runs ? null : step.due,
    form: PAGES.includes(kind) ? step.form : null,
    ...(!runs && { process: null, resultVariable: null }),
    properties: Object.fromEntries(Object.entries(step.properties).filter(([name]) => keep(name))),
  };
  const known = outcomesOfStep(turned);
  const results = turned.results.filter(({ result }) => known === null || known.includes(result));
  return changed(design, found.stage.id, (steps) =>
    steps.map((one) => (one === step ? { ...turned, results } : one)),
  );
}

function put(steps: readonly CaseStep[], step: CaseStep, before: string | null): CaseStep[] {
  const at = steps.findIndex(({ id }) => id === before);
  return at === -1 ? [...steps, step] : [...steps.slice(0, at), step, ...steps.slice(at)];
}

function takeOut(steps: readonly CaseStep[], { id, after }: CaseStep): CaseStep[] {
  return steps
    .filter((step) => step.id !== id)
    .map((step) => (step.after === id ? { ...step, after: after === step.id ? null : after } : step));
}

/** A stage that would become too full stays as it is. */
function changed(design: Design, id: string, change: (steps: CaseStage['steps']) => CaseStep[]): Design {
  const { stages } = design.definition;
  const stage = stages.find((one) => one.id === id);
  if (!stage) return design;
  const steps = change(stage.steps);
  if (steps.length > Math.max(MOST_STEPS, stage.steps.length)) return design;
  return withStages(
    design,
    stages.map((one) => (one === stage ? { ...stage, steps } : one)),
  );
}
