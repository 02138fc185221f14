import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { sampleFigures } from '../../../../lib/testing/case-overview-samples.ts';
import { i18n } from '../../../../lib/testing/texts.ts';
import { questionOf, readAddress, writeAddress } from './address.ts';
import { figuresCsv } from './figures-csv.ts';
import { agesChart, funnelOf, measuredStages, shareOf, staysChart } from './funnel.ts';

beforeEach(() => void Object.assign(fakeBrowser.i18n, i18n));

describe('the funnel', () => {
  const stages = measuredStages(sampleFigures());

  it('has a place for each stage on the way, none for ends without success', () => {
    const places = funnelOf(stages);
    expect(places.map(({ name, reached }) => [name, reached])).toEqual([
      ...[
        ['Lead', 48],
        ['Proposal', 30],
      ],
      ...[
        ['Talks', 19],
        ['Won', 11],
      ],
    ]);
    expect(places[0]).toMatchObject({ ofBefore: null, ofAll: 1 });
    expect(places[3]).toMatchObject({ ofBefore: 11 / 19, ofAll: 11 / 48 });
  });

  it('has one place for stages that share one', () => {
    const [lead, proposal, talks] = stages;
    if (!lead || !proposal || !talks) throw new Error('Expected three stages, got fewer.');
    const places = funnelOf([lead, proposal, { ...talks, group: 'proposal', reached: 30 }]);
    expect(places.map(({ name, reached }) => [name, reached])).toEqual([
      ['Lead', 48],
      ['Proposal / Talks', 30],
    ]);
  });

  it('has no shares of nothing', () => {
    expect(shareOf(0, 0)).toBeNull();
    expect(funnelOf(stages.map((stage) => ({ ...stage, reached: 0 })))[1]?.ofBefore).toBeNull();
  });
});

describe('charts of stages', () => {
  const stages = measuredStages(sampleFigures());

  it('show stays in the unit of the longest, and nothing where none has ended', () => {
    const { axis, series } = staysChart(stages);
    expect(axis).toBe('Days');
    expect(series.map(({ values }) => values)).toEqual([
      [3, 6, 2, null, null],
      [9, 21, 5, null, null],
    ]);
  });

  it('show ages in three bars, none of the records left out', () => {
    const { series } = agesChart(stages);
    expect(series.map(({ values }) => values[0])).toEqual([6, 5, 1]);
    const shown = series.flatMap(({ values }) => values).reduce<number>((sum, one) => sum + (one ?? 0), 0);
    expect(shown).toBe(stages.flatMap(({ ages }) => ages).reduce((sum, one) => sum + one, 0));
  });
});

it('figures are exported with a line for each stage', () => {
  const lines = figuresCsv(sampleFigures()).slice(1).trimEnd().split('\r\n');
  expect(lines).toHaveLength(6);
  expect(lines[0]).toMatch(/^stage,stage name,end,came as far,.*to won,to lost$/);
  expect(lines[1]).toBe('lead,Lead,,48,48,28,8,12,259200,777600,3456000,2,4,5,1,0,0,28,0,0,8');
  expect(lines[4]).toMatch(/^won,Won,successful,11,/);
});

describe('the address of the figures', () => {
  const NOW = new Date(2026, 2, 11, 12);

  it('is read as it was written', () => {
    const address = readAddress({
      version: '3',
      user: 'u',
      userName: 'Una',
      period: 'range',
      from: '2026-01-01',
    });
    expect(readAddress(writeAddress(address) as Record<string, string>)).toEqual({ ...address, to: '' });
    expect(writeAddress(readAddress({ version: '-1', period: 'ever', userName: 'nobody' }))).toEqual({
      ...{ version: null, user: null, userName: null, period: null, from: null, to: null },
    });
  });

  it('asks for whole days up to the end of today', () => {
    const asked = questionOf('sale', readAddress({}), NOW);
    expect(asked).toMatchObject({ process: 'sale', version: null, user: null });
    expect(new Date(asked.until)).toEqual(new Date(2026, 2, 12));
    const days = readAddress({ period: 'range', from: '2026-01-01', to: '2026-01-31' });
    const range = questionOf('sale', days, NOW);
    expect([new Date(range.from), new Date(range.until)]).toEqual([
      new Date(2026, 0, 1),
      new Date(2026, 1, 1),
    ]);
    expect(questionOf('sale', readAddress({ period: 'all' }), NOW).from).toBe('1970-01-01T00:00:00.000Z');
  });
});
