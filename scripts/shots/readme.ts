/** `node scripts/shots/readme.ts`: takes the picture in the README, on a real CRM. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCrm } from '../../e2e/support/crms.ts';
import { arrive } from '../../e2e/support/person.ts';
import { QUALIFY, runProcess } from '../../e2e/support/steps.ts';
import { press, see } from '../../e2e/support/ui.ts';
import { connectApi } from '../start/api.ts';
import { deployAll, registerSystems } from '../start/deploy.ts';
import { portFrom } from '../start/ports.ts';
import { startServer } from '../start/server.ts';

const data = mkdtempSync(join(tmpdir(), 'throughline-picture-'));
const crm = await startCrm('tryton');
const server = await startServer({ port: await portFrom(0), data, log: join(data, 'server.log') });
try {
  const admin = await connectApi(server.url, 'admin');
  await registerSystems(admin, [{ crm, name: 'Tryton' }]);
  await deployAll(admin);
  const alice = await arrive('alice', Number(new URL(server.url).port));
  await alice.signIn();
  await alice.allow(crm.origin);
  const page = await alice.driver.browser.newPage();
  await page.setViewport({ width: 1180, height: 720 });
  await crm.login(page);
  await page.goto(crm.recordUrl);
  await page.waitForNetworkIdle({ idleTime: 1_000 });
  const overlay = await alice.pressProcess(page);
  await runProcess(overlay, QUALIFY);
  await see(overlay, 'Is there a real interest');
  await press(overlay, 'choice', 'Yes, go on');
  await see(overlay, 'Your entries are kept');
  await page.screenshot({ path: 'docs/images/tryton.png' });
  await alice.leave();
} finally {
  await server.stop();
  await crm.stop();
}
