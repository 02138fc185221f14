import { useSend } from '../../components/client.tsx';
import { changeQuery } from '../../components/route.ts';
import type { Activity } from '../../lib/protocol/index.ts';
import { opensPage } from './state.ts';

/** In the place of an id: an activity that is being made. */
export const NEW = 'new';

/** Opens an activity, or the page of its step while that waits for an answer (behaviour 6.5, 7.3). */
export function useOpen(): (activity: Activity) => void {
  const send = useSend();
  return (activity) => {
    if (opensPage(activity) && activity.task) send({ type: 'task.open', task: activity.task.id });
    else changeQuery({ activity: activity.id });
  };
}
