import { expect, test } from 'vitest';
import { createEmbeddedEngine } from './embedded.ts';
import { plannedOutcomes, plansSeveral } from './planned-outcomes.ts';
import { process } from './testing/process.ts';

async function deployed(): Promise<unknown> {
  const bpmn = process()
    .start('begin')
    .dialog('ask')
    .dialog('which', { properties: { multiple: 'true' } })
    .task('work', { properties: { 'result:won': 'Won', 'result:lost': 'Lost' } })
    .end('done')
    .path('begin', 'ask', 'which', 'work', 'done')
    .xml();
  const outcome = await createEmbeddedEngine().deploy({ bpmn, forms: {} });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
  return outcome.process.definition;
}

test('a user task has the outcomes that its flows can depend on, on either engine', async () => {
  const definition = await deployed();
  const remote = { format: 'camunda-7', id: 'x', definition };
  for (const known of [definition, remote]) {
    expect(plannedOutcomes(known, 'ask').map(({ code }) => code)).toEqual(['yes', 'no']);
    expect(plannedOutcomes(known, 'work').map(({ label }) => label)).toEqual(['Won', 'Lost']);
    expect(plannedOutcomes(known, 'begin')).toEqual([]);
    expect(plannedOutcomes(known, 'nowhere')).toEqual([]);
    const questions = ['ask', 'which', 'work', 'nowhere'].filter((id) => plansSeveral(known, id));
    expect(questions).toEqual(['which']);
  }
  expect(plannedOutcomes({}, 'ask')).toEqual([]);
});
