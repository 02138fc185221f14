import { describe, expect, it } from 'vitest';
import { sampleCase } from '../../../../../lib/cases/testing/sample-case.ts';
import type { Design } from '../model/design.ts';
import { applyEdit } from '../model/edits.ts';
import { dropEdit, type Edge, edgeAt } from './drop.ts';

const item = (words: string) => {
  const [type, id = ''] = words.split(' ');
  return { type: type === 'stage' ? ('stage' as const) : ('step' as const), id };
};
const design: Design = { definition: sampleCase(), forms: [] };
const box = { left: 100, top: 100, width: 200, height: 100 };

/** The stages with their steps after a drop. */
function dropped(dragged: string, over: string, edge: Edge): string {
  const edit = dropEdit(design.definition, item(dragged), item(over), edge);
  if (!edit) return 'nothing';
  const { stages } = applyEdit(design, edit).definition;
  return stages
    .map(({ id, group, steps }) => [group && `${group}/`, id, ...steps.map((step) => ` ${step.id}`)].join(''))
    .join(', ');
}

describe('the edge that the pointer means', () => {
  const at = (dragged: string, over: string, x: number, y: number, flipped = false) =>
    edgeAt(item(dragged), item(over), { clientX: x, clientY: y }, box, flipped);

  it('of a step is above or below its middle', () => {
    expect(at('step call', 'step offer', 200, 120)).toBe('before');
    expect(at('step call', 'step offer', 200, 180)).toBe('after');
  });

  it('of a stage is at its sides for another stage, and its middle shares its place', () => {
    expect(at('stage won', 'stage qualify', 120, 150)).toBe('before');
    expect(at('stage won', 'stage qualify', 200, 150)).toBe('into');
    expect(at('stage won', 'stage qualify', 290, 150)).toBe('after');
    expect(at('stage won', 'stage qualify', 290, 150, true)).toBe('before');
    expect(at('step call', 'stage won', 120, 150)).toBe('into');
  });
});

describe('a drop', () => {
  it.each([
    ['step call', 'step offer', 'before', 'qualify note, propose call offer, won, won/lost'],
    ['step call', 'step offer', 'after', 'qualify note, propose offer call, won, won/lost'],
    ['step call', 'step note', 'after', 'qualify note call, propose offer, won, won/lost'],
    ['step note', 'step call', 'before', 'qualify note call, propose offer, won, won/lost'],
    ['step call', 'stage won', 'into', 'qualify note, propose offer, won call, won/lost'],
    ['stage qualify', 'stage propose', 'after', 'propose offer, qualify call note, won, won/lost'],
    ['stage propose', 'stage qualify', 'before', 'propose offer, qualify call note, won, won/lost'],
    ['stage won', 'stage qualify', 'after', 'qualify call note, won, won/lost, propose offer'],
    ['stage qualify', 'stage lost', 'after', 'propose offer, won, won/lost, qualify call note'],
    ['stage won', 'stage lost', 'after', 'qualify call note, propose offer, won/lost, won'],
    ['stage propose', 'stage qualify', 'into', 'qualify call note, qualify/propose offer, won, won/lost'],
    ['stage won', 'step call', 'before', 'nothing'],
    ['step call', 'step nowhere', 'before', 'nothing'],
  ] as const)('of %s on %s, %s it', (dragged, over, edge, after) => {
    expect(dropped(dragged, over, edge)).toBe(after);
  });
});
