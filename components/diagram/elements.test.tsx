import { describe, expect, it } from 'vitest';
import { show } from '../testing/show.tsx';
import { elementsOf, typeName } from './elements.ts';

describe('the elements of a model', () => {
  it('are those that do something, with what is inside a sub-process behind it and deeper', () => {
    const inner = { $type: 'bpmn:UserTask', id: 'Inner', name: 'Inside' };
    const model = {
      $type: 'bpmn:Definitions',
      rootElements: [
        { $type: 'bpmn:Message', id: 'Message' },
        {
          $type: 'bpmn:Process',
          id: 'process',
          flowElements: [
            { $type: 'bpmn:StartEvent', id: 'Start' },
            { $type: 'bpmn:SubProcess', id: 'Sub', name: 'Part', flowElements: [inner] },
            { $type: 'bpmn:SequenceFlow', id: 'Flow' },
            { $type: 'bpmn:DataObjectReference', id: 'Data' },
          ],
        },
      ],
    };
    expect(elementsOf(model)).toEqual([
      { id: 'Start', name: '', type: 'bpmn:StartEvent', depth: 0 },
      { id: 'Sub', name: 'Part', type: 'bpmn:SubProcess', depth: 0 },
      { id: 'Inner', name: 'Inside', type: 'bpmn:UserTask', depth: 1 },
    ]);
  });
});

describe('a type', () => {
  it.each([
    ['bpmn:UserTask', 'User task'],
    ['userTask', 'User task'],
    ['exclusiveGateway', 'Exclusive gateway'],
    ['bpmn:Whatever', 'Element'],
  ])('%s is called “%s”', (type, words) => {
    show(null);
    expect(typeName(type)).toBe(words);
  });
});
