import { now } from '../../components/clock.ts';
import { Icon } from '../../components/icon.tsx';
import { text } from '../../components/text.ts';
import type { Activity } from '../../lib/protocol/index.ts';
import { standingOf } from './state.ts';
import { standingIcon, statusWord } from './words.ts';

/** How an activity stands: by colour, and beside it by a picture and a word (behaviour 7.1). */
export function StandingTag({ activity }: { activity: Pick<Activity, 'status' | 'due'> }) {
  const standing = standingOf(activity, now.value);
  return (
    <span class={`standing standing-${standing}`}>
      <Icon name={standingIcon(standing)} />
      <span>
        {statusWord(activity.status)}
        {standing === 'overdue' && ` · ${text('standingOverdue')}`}
      </span>
    </span>
  );
}
