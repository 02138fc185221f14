import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningCrm } from '../../demo/crms/crm.ts';
import { type Api, connectApi } from './api.ts';
import { connectionOf } from './connect-crm.ts';
import { deployAll, deployCases, registerSystems, sampleCases, sampleProcesses } from './deploy.ts';

/** Deploys the sample processes and cases where they have changed, and tells the server about the CRM. */
export async function prepareServer(
  url: string,
  crm: RunningCrm,
  name: string,
  data: string,
  say: (line: string) => void,
): Promise<void> {
  const admin = await connectApi(url, 'admin');
  await registerSystems(admin, [{ crm, name }]);
  await connectCrm(admin, crm);
  const mark = join(data, 'deployed');
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([sampleProcesses(), sampleCases()]))
    .digest('hex');
  const deployed = await admin.get<unknown[]>('/processes');
  const current = existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint;
  if (current && deployed.length > 0) return;
  say('Deploying the sample processes and cases');
  await deployAll(admin);
  await deployCases(admin);
  writeFileSync(mark, fingerprint);
}

/** System actions reach the CRMs that have a connector; the addresses of the demonstration change with each start. */
async function connectCrm(admin: Api, crm: RunningCrm): Promise<void> {
  const connection = connectionOf(crm);
  if (connection) await admin.put(`/systems/${crm.kind}/connection`, connection);
}
