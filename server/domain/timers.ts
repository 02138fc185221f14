/** Timers inside instances: their moments come, whatever server is there for them. */
import type { Errands } from './errands.ts';
import { instructOnce } from './events.ts';
import type { Surroundings } from './surroundings.ts';

/** The errand `timer`. A timer that has been cleared, or has fired, is stale to the engine. */
export async function fireTimer(around: Surroundings, { instance, timer }: Errands['timer']): Promise<void> {
  await instructOnce(around, instance, { type: 'timer', timer });
}
