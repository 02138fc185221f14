import type { StageBar as Bar, BarStage } from '../../messaging/contract.ts';
import { getMessage } from '../../testing/texts.ts';
import type { BarWords } from './words.ts';

export const sampleWords: BarWords = {
  say: (text, ...substitutions) => getMessage(text, substitutions),
  locale: 'en-GB',
};

/** A stage that has not been reached, and may be moved to. */
export function sampleStage(id: string, stage: Partial<BarStage> = {}): BarStage {
  return {
    ...{ id, name: id, colour: 'blue', group: null, end: null, reached: false, move: 'forward', visits: [] },
    ...stage,
  };
}

/** A lead on its way to a sale: qualified, a proposal is being made, it can be won or lost. */
export function sampleBar(bar: Partial<Bar> = {}): Bar {
  const ann = 'Ann Sample';
  const came = {
    from: '2026-03-02T09:00:00Z',
    until: '2026-03-04T09:00:00Z',
    by: ann,
    how: 'start' as const,
  };
  const here = { from: '2026-03-04T09:00:00Z', until: null, by: null, how: 'result' as const };
  return {
    name: 'Lead to sale',
    status: 'running',
    stage: 'proposal',
    stages: [
      sampleStage('lead', { name: 'Lead', reached: true, move: 'back', visits: [came] }),
      sampleStage('proposal', { name: 'Proposal', reached: true, move: 'current', visits: [here] }),
      sampleStage('talks', { name: 'Talks', move: 'blocked' }),
      sampleStage('won', { name: 'Won', colour: 'green', end: 'successful', move: 'blocked' }),
      sampleStage('lost', { name: 'Lost', colour: 'red', end: 'unsuccessful', group: 'won' }),
    ],
    agreement: { state: 'agreed' },
    change: null,
    mayMove: true,
    open: 2,
    moving: null,
    refused: null,
    ...bar,
  };
}
