import type { StepView } from '../../../../lib/protocol/index.ts';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

/** A flow of a diagram: its id, and the elements that it leads from and to. */
export interface Flow {
  id: string;
  from: string;
  to: string;
}

/** The flows in a BPMN file; none where it can't be read. */
export function flowsOf(bpmn: string): Flow[] {
  const document = new DOMParser().parseFromString(bpmn, 'application/xml');
  return [...document.getElementsByTagNameNS(BPMN, 'sequenceFlow')].flatMap((element) => {
    const [id, from, to] = ['id', 'sourceRef', 'targetRef'].map((name) => element.getAttribute(name));
    return id && from && to ? [{ id, from, to }] : [];
  });
}

/**
 * The flows that an instance went along. Steps say when they began and ended: along a flow, one begins in the
 * moment in which the other ends; a join has begun before and waits.
 */
export function flowsTaken(flows: readonly Flow[], steps: readonly StepView[]): Set<string> {
  const stepsOf = (element: string) => steps.filter((step) => step.element === element);
  const went = ({ from, to }: Flow) =>
    stepsOf(from).some(
      (before) =>
        (before.status === 'completed' || before.status === 'skipped') &&
        stepsOf(to).some((after) => follows(before, after)),
    );
  return new Set(flows.filter(went).map(({ id }) => id));
}

function follows(before: StepView, after: StepView): boolean {
  if (before.endedAt === null || before.parent !== after.parent) return false;
  if (before.endedAt === after.enteredAt) return true;
  const waits = after.type === 'parallelGateway' || after.type === 'inclusiveGateway';
  return (
    waits && after.enteredAt < before.endedAt && (after.endedAt === null || before.endedAt <= after.endedAt)
  );
}
