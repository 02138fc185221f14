import { expect, it } from 'vitest';
import { arranged } from './arranged.ts';

it('arranges a process that no modeler has written: every element and every flow is drawn', async () => {
  const drawn = await arranged(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
      xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
    <process id="p" isExecutable="true">
      <startEvent id="in" /><userTask id="a" camunda:assignee="ada" /><endEvent id="out" />
      <sequenceFlow id="one" sourceRef="in" targetRef="a" /><sequenceFlow id="two" sourceRef="a" targetRef="out" />
    </process></definitions>`);
  expect(drawn.match(/<bpmndi:BPMNShape /g)).toHaveLength(3);
  expect(drawn.match(/<bpmndi:BPMNEdge /g)).toHaveLength(2);
  expect(drawn).toContain('camunda:assignee="ada"');
});
