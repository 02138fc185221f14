import './activity-table.css';
import type { JSX } from 'preact';
import { now } from '../../../components/clock.ts';
import { ColumnHead } from '../../../components/column-head.tsx';
import { durationWords } from '../../../components/duration.ts';
import { RecordLink } from '../../../components/record-link.tsx';
import { absoluteTime, dateAndTime, distanceWords } from '../../../components/relative-time.ts';
import { type MessageKey, numeral, text } from '../../../components/text.ts';
import type { Activity, ActivitySort } from '../../../lib/protocol/index.ts';
import { StandingTag } from '../standing-tag.tsx';
import { isFinal } from '../state.ts';
import { performerWords } from '../words.ts';

interface Props {
  items: readonly Activity[];
  /** How they are sorted, and what changes it; without, their order is fixed. */
  order?: Order;
  onOpen: (activity: Activity) => void;
}

interface Order {
  sort: ActivitySort;
  descending: boolean;
  onSort: (sort: ActivitySort, descending: boolean) => void;
}

interface Column {
  name: string;
  label: MessageKey;
  /** Without, it is not sorted by. */
  sort?: ActivitySort;
  cell: (activity: Activity) => JSX.Element | string;
}

/** The columns after the subject, as in the reference (behaviour 7.1). */
const COLUMNS: readonly Column[] = [
  { name: 'category', label: 'activityCategory', sort: 'category', cell: ({ category }) => category },
  { name: 'owner', label: 'activityOwner', cell: performerWords },
  { name: 'record', label: 'activityConnected', cell: ({ connected }) => <Records records={connected} /> },
  { name: 'start', label: 'activityStart', sort: 'start', cell: ({ start }) => <Moment at={start} /> },
  { name: 'due', label: 'activityDue', sort: 'due', cell: (one) => <Due activity={one} /> },
  {
    name: 'duration',
    label: 'diaryDuration',
    cell: ({ start, due }) => (due > start ? durationWords(Date.parse(due) - Date.parse(start)) : ''),
  },
  { name: 'status', label: 'activityStatus', sort: 'status', cell: (one) => <StandingTag activity={one} /> },
  { name: 'result', label: 'activityResult', cell: ({ result }) => result?.label ?? '' },
];

/** Activities as a table; on a narrow screen each row is a small page of its own. */
export function ActivityTable({ items, order, onOpen }: Props) {
  return (
    <table class="card-table diary-table">
      <caption class="visually-hidden">{text('diaryTitle')}</caption>
      <thead>
        <tr>
          <Head label="activityTitle" sort="title" order={order} />
          {COLUMNS.map(({ name, label, sort }) => (
            <Head key={name} label={label} sort={sort} order={order} />
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((activity) => (
          <tr key={activity.id}>
            <th scope="row">
              <button
                type="button"
                class="diary-open"
                data-entry={activity.id}
                onClick={() => onOpen(activity)}
              >
                {activity.title}
              </button>
              {activity.task && <p class="diary-caption">{activity.task.instance.caption}</p>}
            </th>
            {COLUMNS.map(({ name, label, cell }) => (
              <td key={name} data-label={text(label)} class={`diary-${name}`}>
                {cell(activity)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface HeadProps {
  label: MessageKey;
  sort?: ActivitySort | undefined;
  order: Order | undefined;
}

function Head({ label, sort, order }: HeadProps) {
  if (!sort || !order) return <ColumnHead label={text(label)} />;
  const { descending } = order;
  const sorted = sort !== order.sort ? null : descending ? 'descending' : 'ascending';
  return (
    <ColumnHead
      label={text(label)}
      sorted={sorted}
      onSort={() => order.onSort(sort, sorted !== null && !descending)}
    />
  );
}

/** Date and time, as they stand in the calendar. */
function Moment({ at }: { at: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={absoluteTime(date)}>
      {dateAndTime(date, now.value)}
    </time>
  );
}

/** When it is due, and as long as it waits also how far away that is. */
function Due({ activity }: { activity: Activity }) {
  const distance = isFinal(activity) ? '' : distanceWords(new Date(activity.due), now.value);
  return (
    <>
      <Moment at={activity.due} />
      {distance && <p class="diary-caption">{distance}</p>}
    </>
  );
}

function Records({ records: [first, ...more] }: { records: Activity['connected'] }) {
  if (!first) return '';
  return (
    <div>
      <RecordLink record={first} />
      {more.length > 0 && (
        <span class="diary-caption"> {text('libraryMoreRecords', numeral(more.length))}</span>
      )}
    </div>
  );
}
