import { describe, expect, it } from 'vitest';
import type { BarStage } from '../../messaging/contract.ts';
import { historyOf, moveWords } from './history.ts';
import { sampleStage, sampleWords } from './testing.ts';

type Visit = BarStage['visits'][number];

const now = new Date('2026-03-11T12:00:00Z');
const told = (...visits: Visit[]) => historyOf(sampleStage('a', { visits }), sampleWords, now);
const stay = (from: string, until: string | null, how: Visit['how'], name?: string): Visit => ({
  ...{ from, until, how },
  by: name ?? null,
});

describe('the history of a stage', () => {
  it('[M36] tells when, how long and by whom, the last stay first', () => {
    const [last, first] = told(
      stay('2026-03-02T09:00:00Z', '2026-03-04T11:00:00Z', 'person', 'Ann'),
      stay('2026-03-09T12:00:00Z', null, 'result'),
    );
    expect(last).toMatch(/^Since 9 Mar.* · 2 days · by the result of a step$/);
    expect(first).toMatch(/^2 Mar.*–\s4 Mar.* · 2 days 2 hrs · Ann$/);
  });

  it('says how the record came there where nobody moved it', () => {
    const words = (how: Visit['how']) => told(stay('2026-03-11T11:00:00Z', null, how))[0];
    expect(words('automatic')).toContain('by itself');
    expect(words('crm')).toContain('changed in the CRM');
    expect(words('person')).toContain('by somebody');
    expect(words('start')).toContain('where the case began');
  });

  it('names the year of another year', () => {
    expect(told(stay('2024-03-11T11:00:00Z', null, 'start'))[0]).toContain('2024');
  });

  it('tells the last five of many stays', () => {
    const many = Array.from({ length: 9 }, () => stay('2026-03-11T11:00:00Z', null, 'start'));
    expect(told(...many)).toHaveLength(5);
  });
});

describe('what a press on a stage would do', () => {
  it('is nothing where the record is', () => {
    expect(moveWords(sampleStage('a', { move: 'current' }), true, sampleWords)).toBeNull();
  });

  it('says that required steps stand in the way, or that nobody may move it', () => {
    const blocked = sampleStage('a', { move: 'blocked' });
    expect(moveWords(blocked, true, sampleWords)).toContain('Required steps');
    expect(moveWords(blocked, false, sampleWords)).toContain('not move it');
  });
});
