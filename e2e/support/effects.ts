/** What has really happened, asked of the server: what a page says is only what it believes. */
import type { InstanceDetails, LogPage } from '../../lib/protocol/index.ts';
import { until } from './ui.ts';
import type { WorldServer } from './world.ts';

type Asked = Pick<WorldServer, 'as'>;

/** How often the newest instance has completed a step. A command with two effects would show here. */
export async function completions(server: Asked, element: string): Promise<number> {
  const admin = await server.as('admin');
  const [newest] = (await admin.get<LogPage>('/instances?limit=1')).items;
  if (!newest) return 0;
  const { steps } = await admin.get<InstanceDetails>(`/instances/${newest.id}`);
  return steps.filter((step) => step.status === 'completed' && step.element === element).length;
}

/** Waits until the newest instance has completed a step. */
export async function completed(server: Asked, element: string): Promise<void> {
  await until(`the step ${element} to be completed`, async () => (await completions(server, element)) > 0);
}

/** How many instances there are. */
export async function instanceCount(server: Asked): Promise<number> {
  return (await (await server.as('admin')).get<LogPage>('/instances')).total;
}

/** Ends every run, so that the next test finds no step of this one. */
export async function cancelAll(server: Asked): Promise<void> {
  const admin = await server.as('admin');
  for (const { id } of (await admin.get<LogPage>('/instances?status=running&limit=500')).items) {
    await admin.post(`/instances/${id}/cancel`, { reason: 'The test is over' });
  }
}
