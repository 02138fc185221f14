import { describe, expect, it } from 'vitest';
import { sampleCase } from '../../../../../lib/cases/testing/sample-case.ts';
import { boardAct } from './board-keys.ts';

const act = (key: string, item: string, alt = false) => {
  const [type, id = ''] = item.split(' ');
  return boardAct({ key, alt }, sampleCase(), { type: type === 'stage' ? 'stage' : 'step', id });
};

describe('arrows on the board', () => {
  it.each([
    ['ArrowDown', 'stage qualify', 'step call'],
    ['ArrowDown', 'step call', 'step note'],
    ['ArrowUp', 'step call', 'stage qualify'],
    ['ArrowRight', 'step call', 'step offer'],
    ['ArrowRight', 'step note', 'step offer'],
    ['ArrowRight', 'step offer', 'stage won'],
    ['ArrowLeft', 'stage propose', 'stage qualify'],
  ])('%s from %s goes to %s', (key, from, to) => {
    const [type, id] = to.split(' ');
    expect(act(key, from)).toEqual({ go: { type, id } });
  });

  it('stay where there is nothing beyond', () => {
    expect(act('ArrowDown', 'step note')).toBeNull();
    expect(act('ArrowUp', 'stage won')).toBeNull();
    expect(act('ArrowLeft', 'stage qualify')).toBeNull();
    expect(act('ArrowRight', 'step nowhere')).toBeNull();
  });

  it('with Alt move a stage along the bar, and a step within its stage and to the next one', () => {
    expect(act('ArrowRight', 'stage qualify', true)).toEqual({
      edit: { edit: 'stage.shift', stage: 'qualify', by: 1 },
    });
    expect(act('ArrowUp', 'stage qualify', true)).toBeNull();
    expect(act('ArrowUp', 'step note', true)).toEqual({ edit: { edit: 'step.shift', step: 'note', by: -1 } });
    expect(act('ArrowLeft', 'step offer', true)).toEqual({
      edit: { edit: 'step.carry', step: 'offer', by: -1 },
    });
  });
});

describe('other keys on the board', () => {
  it('delete, add, and go to the fields', () => {
    expect(act('Delete', 'step call')).toEqual({ edit: { edit: 'step.delete', step: 'call' } });
    expect(act('Delete', 'stage won')).toEqual({ edit: { edit: 'stage.delete', stage: 'won' } });
    expect(act('n', 'stage won')).toEqual({ add: 'step' });
    expect(act('S', 'step call')).toEqual({ add: 'stage' });
    expect(act('Enter', 'step call')).toEqual({ fill: true });
    expect(act('x', 'step call')).toBeNull();
    expect(act('Delete', 'step call', true)).toBeNull();
  });
});
