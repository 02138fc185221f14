import { describe, expect, it } from 'vitest';
import { slotsOf } from './slots.ts';
import { sampleBar, sampleStage } from './testing.ts';

const told = (current: string | null, stages = sampleBar().stages) =>
  slotsOf(stages, current).map(({ at, shown }) => `${shown.id} ${at}`);

describe('slots of the stage bar', () => {
  it('[M36] show what was passed, where the record is, and what lies ahead', () => {
    expect(told('proposal')).toEqual(['lead passed', 'proposal current', 'talks ahead', 'won ahead']);
  });

  it('[M36] are shared by the stages of a group, the leading one first', () => {
    const won = slotsOf(sampleBar().stages, 'proposal').at(-1);
    expect(won?.stages.map(({ id }) => id)).toEqual(['won', 'lost']);
  });

  it('show of a group the stage where the record is, or has been', () => {
    expect(told('lost').at(-1)).toBe('lost current');
    const been = sampleBar().stages.map((stage) =>
      stage.id === 'lost' ? { ...stage, reached: true } : stage,
    );
    expect(told('lead', been).at(-1)).toBe('lost passed');
  });

  it('give a stage whose group is not there a slot of its own', () => {
    expect(told(null, [sampleStage('a', { group: 'gone' })])).toEqual(['a ahead']);
  });

  it('keep a passed-over stage grey: reached is what the record has been in', () => {
    const stages = [
      sampleStage('a', { reached: true }),
      sampleStage('b'),
      sampleStage('c', { reached: true }),
    ];
    expect(told('c', stages)).toEqual(['a passed', 'b ahead', 'c current']);
  });
});
