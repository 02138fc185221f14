/** Deploys a process to the remote engine, after our own checks and those of what cannot run there. */
import { Definition, type ProcessElement } from '../definition.ts';
import type { Finding } from '../model.ts';
import { parse } from '../parse/parse.ts';
import type { DeployOutcome, ProcessFiles } from '../port.ts';
import type { CamundaClient } from './client.ts';
import { eventOf } from './record-event.ts';
import type { RemoteProcess } from './state.ts';
import { RemoteRefusal } from './transport.ts';

/** Asks nothing of the remote engine: it knows no check that deploys nothing. */
export async function check(files: ProcessFiles): Promise<DeployOutcome> {
  const outcome = await parse(files);
  if (!outcome.ok) return outcome;
  const { elements } = Definition.parse(outcome.process.definition);
  const findings = Object.values(elements).flatMap(unfitFor);
  return findings.length > 0 ? { ok: false, findings } : outcome;
}

/** Never throws for a bad file: what the remote engine refuses becomes a finding as well. */
export async function deploy(client: CamundaClient, files: ProcessFiles): Promise<DeployOutcome> {
  const outcome = await check(files);
  if (!outcome.ok) return outcome;
  const definition = Definition.parse(outcome.process.definition);
  try {
    const id = await send(client, definition.key, files);
    const remote: RemoteProcess = { format: 'camunda-7', id, definition };
    return { ...outcome, process: { ...outcome.process, definition: remote } };
  } catch (refusal) {
    if (!(refusal instanceof RemoteRefusal)) throw refusal;
    const problem = `Expected the remote engine to take the process, got: ${refusal.message}.`;
    return {
      ok: false,
      findings: [{ element: null, name: null, problem, remedy: 'Correct the file, or the engine.' }],
    };
  }
}

async function send(client: CamundaClient, key: string, { bpmn, forms }: ProcessFiles): Promise<string> {
  const texts = Object.entries(forms).map(([file, form]) => [file, JSON.stringify(form)]);
  const { id } = await client.deploy(key, { [`${key}.bpmn`]: bpmn, ...Object.fromEntries(texts) });
  const deployed = (await client.definitionsOf(id)).find((definition) => definition.key === key);
  if (deployed === undefined)
    throw new RemoteRefusal(
      200,
      '',
      `it deployed the file, but no process with the key ${key} that can be executed`,
    );
  return deployed.id;
}

/** What the adapter cannot follow on a remote engine is refused instead of being followed wrongly. */
function unfitFor(element: ProcessElement): Finding[] {
  const { id, name } = element;
  const refuse = (expected: string, remedy: string): Finding[] => [
    { element: id, name, problem: `Expected ${expected} on a remote engine, got "${name}" (${id}).`, remedy },
  ];
  if (element.type === 'callActivity')
    return refuse(
      'no call activity',
      'Draw the called process as a sub-process, or run it on the embedded engine.',
    );
  const event = eventOf(element);
  const startsByItself = element.type === 'startEvent' && element.parent === null;
  if (startsByItself && (event?.kind === 'timer' || event?.kind === 'signal'))
    return refuse(
      'no start by timer or signal',
      'Start it by hand or by message, or run it on the embedded engine.',
    );
  return [];
}
