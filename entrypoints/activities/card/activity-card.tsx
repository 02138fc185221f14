import './activity-card.css';
import type { ComponentChildren, Ref } from 'preact';
import { Button } from '../../../components/button.tsx';
import { Icon, type IconName } from '../../../components/icon.tsx';
import { RecordLink } from '../../../components/record-link.tsx';
import { locale, text } from '../../../components/text.ts';
import type { Activity } from '../../../lib/protocol/index.ts';
import { StandingTag } from '../standing-tag.tsx';
import { isFinal, opensPage } from '../state.ts';
import { performerWords } from '../words.ts';

interface Props {
  id: string;
  activity: Activity;
  /** It was opened by keyboard: it says how to get into it. */
  byKeyboard: boolean;
  cardRef: Ref<HTMLDivElement>;
  onOpen: () => void;
  onComplete: () => void;
}

/** The small page of an activity: what it is about at a glance, and what is done with it most (behaviour 7.1). */
export function ActivityCard({ id, activity, byKeyboard, cardRef, onOpen, onComplete }: Props) {
  const { title, task, connected, result } = activity;
  const completes = activity.mayChange && !isFinal(activity) && !opensPage(activity);
  const [record, ...more] = connected;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place beside a table
    <div class="activity-card" role="group" aria-label={title} popover="manual" ref={cardRef}>
      <div id={id}>
        <p class="activity-card-title">{title}</p>
        {task && <p class="activity-card-caption">{task.instance.caption}</p>}
        <ul class="activity-card-facts">
          <Fact icon="timer">{periodWords(activity)}</Fact>
          <li>
            <StandingTag activity={activity} />
            {result && <span>: {result.label}</span>}
          </li>
          <Fact icon={activity.owner ? 'person' : 'role'}>{performerWords(activity)}</Fact>
          {record && (
            <Fact icon="record">
              <RecordLink record={record} />
              {more.length > 0 && ` ${text('libraryMoreRecords', String(more.length))}`}
            </Fact>
          )}
        </ul>
        {byKeyboard && <p class="activity-card-caption">{text('activityCardKeys')}</p>}
      </div>
      <div class="activity-card-actions">
        {completes && (
          <Button look="primary" icon="ok" onClick={onComplete}>
            {text('activityComplete')}
          </Button>
        )}
        <Button onClick={onOpen}>{text(opensPage(activity) ? 'activityOpenPage' : 'activityOpen')}</Button>
      </div>
    </div>
  );
}

function Fact({ icon, children }: { icon: IconName; children: ComponentChildren }) {
  return (
    <li>
      <Icon name={icon} />
      <span>{children}</span>
    </li>
  );
}

/** From when to when, with the day: 11 Mar 2026, 14:00 – 14:30. */
function periodWords({ start, due }: Pick<Activity, 'start' | 'due'>): string {
  const format = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' });
  return format.formatRange(new Date(start), new Date(due));
}
