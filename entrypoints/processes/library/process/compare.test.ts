import { describe, expect, it } from 'vitest';
import { sampleBpmn } from '../../../../lib/testing/library-samples.ts';
import { compareVersions } from './compare.ts';

const before = sampleBpmn();
const changedTo = async (after: string) =>
  (await compareVersions(before, after)).map(({ id, how, parts }) => [id, how, parts]);

describe('two versions', () => {
  it('that are the same have no differences, wherever they are drawn', async () => {
    expect(await compareVersions(before, before.replace('x="250"', 'x="290"'))).toEqual([]);
  });

  it('differ in the name of an element', async () => {
    const after = before.replace('Review the qualification', 'Have a look');
    expect(await changedTo(after)).toEqual([
      ['Review', 'changed', [{ part: 'name', before: 'Review the qualification', after: 'Have a look' }]],
    ]);
  });

  it('differ in a property of ours, which is called by its name', async () => {
    expect(await changedTo(sampleBpmn({ answer: 'Yes, go on' }))).toEqual([
      ['Ask', 'changed', [{ part: 'throughline:answer:yes', before: 'Yes', after: 'Yes, go on' }]],
    ]);
  });

  it('differ in who performs a step, and in that somebody does at all', async () => {
    const after = before.replace(/camunda:assignee="[^"]*"/, '');
    const [[id, how, parts] = []] = await changedTo(after);
    expect([id, how, parts]).toEqual([
      'Ask',
      'changed',
      [{ part: 'assignee', before: expect.stringContaining('startedBy'), after: null }],
    ]);
  });

  it('differ in the kind of an element', async () => {
    const after = before
      .replace('<bpmn:endEvent id="End"', '<bpmn:intermediateThrowEvent id="End"')
      .replace('</bpmn:endEvent>', '</bpmn:intermediateThrowEvent>');
    expect(await changedTo(after)).toEqual([
      ['End', 'changed', [{ part: 'type', before: 'EndEvent', after: 'IntermediateThrowEvent' }]],
    ]);
  });

  it('differ in a condition', async () => {
    const flow = '<bpmn:sequenceFlow id="ToEnd" sourceRef="Review" targetRef="End"';
    const withCondition = (condition: string) =>
      before.replace(
        `${flow} />`,
        `${flow}><bpmn:conditionExpression>${condition}</bpmn:conditionExpression></bpmn:sequenceFlow>`,
      );
    const differences = await compareVersions(withCondition('#{a}'), withCondition('#{b}'));
    expect(differences).toEqual([
      {
        id: 'ToEnd',
        name: '',
        type: 'bpmn:SequenceFlow',
        how: 'changed',
        parts: [{ part: 'conditionExpression', before: '#{a}', after: '#{b}' }],
      },
    ]);
  });

  it('differ in elements that are added or removed, and in flows that lead elsewhere', async () => {
    const without = sampleBpmn({ review: false });
    expect(await changedTo(without)).toEqual([
      ['Review', 'removed', []],
      ['ToReview', 'removed', []],
      ['ToEnd', 'changed', [{ part: 'sourceRef', before: 'Review', after: 'Ask' }]],
    ]);
    const added = await compareVersions(without, before);
    expect(added.filter(({ how }) => how === 'added').map(({ id }) => id)).toEqual(['Review', 'ToReview']);
  });

  it('can be compared although a drawing shows what is not there', async () => {
    const after = before.replace(/<bpmn:endEvent[\s\S]*?<\/bpmn:endEvent>/, '');
    expect((await changedTo(after))[0]).toEqual(['End', 'removed', []]);
  });

  it('that cannot be read are not compared', async () => {
    await expect(compareVersions(before, '<nonsense')).rejects.toThrow();
  });
});
