import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { RunningCrm } from '../../demo/crms/crm.ts';
import { CASE_FILE } from '../../lib/cases/definition.ts';
import type { FileOutcome, SourceFile, System } from '../../lib/protocol/index.ts';
import { type Api, ApiError } from './api.ts';

const PROCESSES = 'demo/processes';
const CASES = 'demo/cases';

/** The files of one process: its BPMN, and the forms that lie beside it, by file name. */
export interface ProcessFiles {
  name: string;
  bpmn: string;
  forms: Record<string, unknown>;
}

/** All sample processes. */
export function sampleProcesses(): ProcessFiles[] {
  const files = readdirSync(PROCESSES, { recursive: true, encoding: 'utf8' }).sort();
  return files
    .filter((file) => file.endsWith('.bpmn'))
    .map((file) => ({
      name: file,
      bpmn: readFileSync(join(PROCESSES, file), 'utf8'),
      forms: formsBeside(file, files),
    }));
}

/** Deploys the sample processes. Throws with the findings when the server refuses one. */
export async function deployAll(admin: Api): Promise<void> {
  for (const { name, ...files } of sampleProcesses()) {
    await admin.post('/processes', files).catch((error: unknown) => {
      const findings =
        error instanceof ApiError ? JSON.stringify(error.body.findings ?? error.message, null, 1) : error;
      throw new Error(`Expected the server to take ${name}, got ${findings}`);
    });
  }
}

/** All sample cases. */
export function sampleCases(): SourceFile[] {
  return readdirSync(CASES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(CASE_FILE))
    .sort()
    .map((file) => ({ name: basename(file), text: readFileSync(join(CASES, file), 'utf8') }));
}

/** Deploys the sample cases. Throws with the findings when the server refuses one. */
export async function deployCases(admin: Api): Promise<void> {
  const answer = await admin.post<{ outcomes: FileOutcome[] }>('/processes/deploy', { files: sampleCases() });
  const [refused] = answer.outcomes.filter(({ findings }) => findings.length > 0);
  if (refused)
    throw new Error(
      `Expected the server to take ${refused.file}, got ${JSON.stringify(refused.findings, null, 1)}`,
    );
}

/** Tells the server about running CRMs, beside those that it knows already. */
export async function registerSystems(
  admin: Api,
  crms: readonly { crm: RunningCrm; name: string }[],
): Promise<void> {
  const known = await admin.get<System[]>('/systems');
  const running = crms.map(({ crm, name }) => ({
    id: crm.kind,
    kind: crm.kind,
    name,
    origins: [crm.origin],
  }));
  const others = known.filter(({ id }) => !running.some((system) => system.id === id));
  await admin.put('/systems', [...others, ...running]);
}

function formsBeside(bpmn: string, files: readonly string[]): Record<string, unknown> {
  const beside = files.filter((file) => file.endsWith('.form') && dirname(file) === dirname(bpmn));
  return Object.fromEntries(
    beside.map((file) => [basename(file), JSON.parse(readFileSync(join(PROCESSES, file), 'utf8'))]),
  );
}
