import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningCrm } from '../../demo/crms/crm.ts';
import { connectApi } from './api.ts';
import { deployAll, registerSystems, sampleProcesses } from './deploy.ts';

/** Deploys the sample processes where they have changed, and tells the server about the CRM. */
export async function prepareServer(
  url: string,
  crm: RunningCrm,
  name: string,
  data: string,
  say: (line: string) => void,
): Promise<void> {
  const admin = await connectApi(url, 'admin');
  await registerSystems(admin, [{ crm, name }]);
  const mark = join(data, 'deployed');
  const fingerprint = createHash('sha256').update(JSON.stringify(sampleProcesses())).digest('hex');
  const deployed = await admin.get<unknown[]>('/processes');
  const current = existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint;
  if (current && deployed.length > 0) return;
  say('Deploying the sample processes');
  await deployAll(admin);
  writeFileSync(mark, fingerprint);
}
