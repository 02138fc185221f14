/** The sample cases of the demo: they deploy without a warning and run to their ends. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CaseReading, readCase } from '../../lib/cases/read-case.ts';
import { createEmbeddedEngine } from '../engine/embedded.ts';
import { withCases } from './engine.ts';
import { CaseScenario } from './testing/case-run.ts';

const FOLDER = new URL('../../demo/cases/', import.meta.url);
const SAMPLES = readdirSync(FOLDER);

const textOf = (key: string) => readFileSync(new URL(`${key}/${key}.case.json`, FOLDER), 'utf8');

function sample(key: string) {
  const reading: CaseReading = readCase(textOf(key));
  if (!reading.ok) throw new Error(JSON.stringify(reading.findings, null, 1));
  return reading.definition;
}

describe('the sample cases', () => {
  it.each(SAMPLES)('%s deploys without findings and without warnings', async (key) => {
    const outcome = await withCases(createEmbeddedEngine()).deploy({ case: textOf(key), forms: {} });
    expect(outcome).toMatchObject({ ok: true, warnings: [], process: { facts: { key } } });
  });

  it('lead-to-sale goes from the first call to the order', async () => {
    const run = await CaseScenario.agreed(sample('lead-to-sale'));
    expect(run.steps).toEqual({ call: 'open', research: 'open' });
    await run.complete('call', 'reached');
    expect(run.job).toMatchObject({ field: 'state', value: 'opportunity', expected: 'lead' });
    await run.answer('written', 'opportunity');
    await run.complete('needs', 'both');
    await run.complete('write');
    await run.complete('approve', 'approved');
    await run.complete('follow', 'accepted');
    await run.answer('written', 'converted');
    await run.complete('thank');
    expect([run.stage, run.status]).toEqual(['won', 'completed']);
  });

  it('lead-to-sale goes back where a manager rejects the offer, and is lost without need', async () => {
    const run = await CaseScenario.agreed(sample('lead-to-sale'), 'opportunity');
    await run.complete('needs', 'goods');
    await run.complete('write');
    await run.complete('approve', 'rejected');
    expect(run.steps).toEqual({ call: 'open', research: 'open' });
    await run.complete('call', 'no-need');
    expect(run.stage).toBe('lost');
  });

  it('support-request is closed when the customer is content, and opened again when they are not', async () => {
    const run = await CaseScenario.agreed(sample('support-request'));
    await run.complete('sort', 'fault');
    await run.complete('solve', 'ask');
    await run.complete('remind', 'answered');
    await run.complete('solve', 'solved');
    await run.complete('check', 'no');
    await run.complete('solve', 'solved');
    await run.complete('check', 'yes');
    expect(run.stage).toBe('closed');
    await run.answer('written', '2');
    await run.answer('written', '5');
    expect(run.status).toBe('completed');
    await run.move('work');
    expect(run.status).toBe('running');
  });
});
