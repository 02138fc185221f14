/** What has really happened, asked of the server: what a page says is only what it believes. */
import { until } from './ui.ts';
import type { WorldServer } from './world.ts';

type Asked = Pick<WorldServer, 'as'>;

interface Instance {
  id: string;
  status: string;
}

interface LogLine {
  element: string | null;
  event: string;
}

/** How often the newest instance has completed a step. A command with two effects would show here. */
export async function completions(server: Asked, element: string): Promise<number> {
  const admin = await server.as('admin');
  const [newest] = await admin.get<Instance[]>('/instances?limit=1');
  if (!newest) return 0;
  const { log } = await admin.get<{ log: LogLine[] }>(`/instances/${newest.id}`);
  return log.filter((line) => line.event === 'step.completed' && line.element === element).length;
}

/** Waits until the newest instance has completed a step. */
export async function completed(server: Asked, element: string): Promise<void> {
  await until(`the step ${element} to be completed`, async () => (await completions(server, element)) > 0);
}

/** How many instances there are. */
export async function instanceCount(server: Asked): Promise<number> {
  return (await (await server.as('admin')).get<Instance[]>('/instances?limit=1000')).length;
}

/** Ends every run, so that the next test finds no step of this one. */
export async function cancelAll(server: Asked): Promise<void> {
  const admin = await server.as('admin');
  for (const { id } of await admin.get<Instance[]>('/instances?status=running&limit=1000')) {
    await admin.post(`/instances/${id}/cancel`, { reason: 'The test is over' });
  }
}
