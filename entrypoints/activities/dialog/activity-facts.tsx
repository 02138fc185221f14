import type { ComponentChildren } from 'preact';
import { RecordLink } from '../../../components/record-link.tsx';
import { absoluteTime } from '../../../components/relative-time.ts';
import { text } from '../../../components/text.ts';
import type { Activity } from '../../../lib/protocol/index.ts';
import { StandingTag } from '../standing-tag.tsx';
import { isFinal } from '../state.ts';
import { performerWords, priorityWord } from '../words.ts';

/** What is known of an activity and is no field: all of it when it is final, or somebody else's. */
export function ActivityFacts({ activity }: { activity: Activity }) {
  const readOnly = !activity.mayChange || isFinal(activity);
  const { task, author, result, details, endedAt } = activity;
  return (
    <dl class="activity-facts">
      <Fact name={text('activityStatus')}>
        <StandingTag activity={activity} />
      </Fact>
      {result && <Fact name={text('activityResult')}>{result.label}</Fact>}
      {details && <Fact name={text('activityResultDetails')}>{details}</Fact>}
      {endedAt && <Fact name={text('activityEnded')}>{absoluteTime(new Date(endedAt))}</Fact>}
      {task && <Fact name={text('activityProcess')}>{task.instance.caption}</Fact>}
      {(task || readOnly) && <Fact name={text('activityCategory')}>{activity.category}</Fact>}
      {(task || readOnly) && activity.description && (
        <Fact name={text('activityDescription')}>{activity.description}</Fact>
      )}
      {readOnly && <Fixed activity={activity} />}
      {author && <Fact name={text('activityAuthor')}>{author.name}</Fact>}
    </dl>
  );
}

function Fixed({ activity }: { activity: Activity }) {
  return (
    <>
      <Fact name={text('activityOwner')}>{performerWords(activity)}</Fact>
      <Fact name={text('activityStart')}>{absoluteTime(new Date(activity.start))}</Fact>
      <Fact name={text('activityDue')}>{absoluteTime(new Date(activity.due))}</Fact>
      <Fact name={text('activityPriority')}>{priorityWord(activity.priority)}</Fact>
      {activity.participants.length > 0 && (
        <Fact name={text('activityParticipants')}>
          {activity.participants.map(({ name }) => name).join(', ')}
        </Fact>
      )}
      {activity.connected.length > 0 && (
        <Fact name={text('activityConnected')}>
          <ul>
            {activity.connected.map((record) => (
              <li key={`${record.system} ${record.type} ${record.id}`}>
                <RecordLink record={record} />
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
