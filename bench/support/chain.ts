/** A process of user tasks in a row, which every engine of the family can run: nothing but steps. */
export const STEPS = 10;
export const CHAIN = 'bench-chain';

const KIND = `<extensionElements><camunda:properties>
      <camunda:property name="throughline:kind" value="perform-task" />
      <camunda:property name="throughline:show-page" value="false" />
    </camunda:properties></extensionElements>`;

/** Its BPMN. */
export function chain(): string {
  const names = Array.from({ length: STEPS }, (_, index) => `step${index}`);
  const tasks = names.map(
    (id) => `<userTask id="${id}" name="${id}" camunda:assignee="\${startedBy}">${KIND}</userTask>`,
  );
  const places = ['start', ...names, 'end'];
  const flows = places
    .slice(1)
    .map((to, index) => `<sequenceFlow id="to-${to}" sourceRef="${places[index]}" targetRef="${to}" />`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="bench">
  <process id="${CHAIN}" name="Chain" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start" />${tasks.join('')}<endEvent id="end" />${flows.join('')}
  </process>
</definitions>`;
}
