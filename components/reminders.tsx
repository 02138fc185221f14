import './reminders.css';
import type { TargetedMouseEvent } from 'preact';
import { useId } from 'preact/hooks';
import type { ActivityCommand, Reminder } from '../lib/protocol/index.ts';
import { Button, IconButton } from './button.tsx';
import { useClient, useLive, useSend } from './client.tsx';
import { now } from './clock.ts';
import { Icon } from './icon.tsx';
import type { MenuItem } from './menu.tsx';
import { MenuButton } from './menu-button.tsx';
import { openOnce } from './open-once.ts';
import { activityPage } from './pages.ts';
import { type MessageKey, numeral, text } from './text.ts';
import { When } from './when.tsx';

/** For how long a reminder can be put off, in minutes. */
const PERIODS: readonly [MessageKey, number][] = [
  ['reminderIn5', 5],
  ['reminderIn15', 15],
  ['reminderIn60', 60],
  ['reminderIn240', 240],
  ['reminderInDay', 24 * 60],
];

/**
 * What the person is to be reminded of now (behaviour 6.6): each stays until it is put off, cancelled, or its activity
 * has ended. The badge does not count them.
 */
export function Reminders() {
  const headingId = useId();
  const reminders = useLive({ kind: 'reminders' }) ?? [];
  const due = reminders.filter(({ at }) => new Date(at) <= now.value);
  const send = useCommands();
  if (due.length === 0) return null;
  return (
    <section class="reminders" aria-labelledby={headingId}>
      <div class="reminders-head">
        <h2 class="task-group-heading" id={headingId}>
          {text('remindersTitle', numeral(due.length))}
        </h2>
        {due.length > 1 && (
          <>
            <Later name={text('remindersLaterAll')} reminders={due} send={send} />
            <Button look="quiet" onClick={() => dismiss(due, send)}>
              {text('remindersDismissAll')}
            </Button>
          </>
        )}
      </div>
      <ul>
        {due.map((reminder) => (
          <li key={reminder.activity} class="reminder">
            <Icon name="reminder" size={20} />
            <Words reminder={reminder} />
            <Later name={text('reminderLater', reminder.title)} reminders={[reminder]} send={send} />
            <IconButton
              icon="close"
              name={text('reminderDismiss', reminder.title)}
              onClick={() => dismiss([reminder], send)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

type Send = (command: ActivityCommand, title: string) => void;

/** Sends commands about activities; what fails is listed among the refusals. */
function useCommands(): Send {
  const client = useClient();
  return (command, title) => {
    client
      .request({ type: 'activity.command', command, title })
      .catch((error: unknown) => console.warn(command.type, error));
  };
}

function dismiss(reminders: readonly Reminder[], send: Send): void {
  for (const { activity, title } of reminders) send({ type: 'reminder.dismiss', activity }, title);
}

/** The title opens the step's page, or the activity where there is no step. */
function Words({ reminder }: { reminder: Reminder }) {
  const open = useSend();
  const { activity, task, title, caption, start } = reminder;
  return (
    <button
      type="button"
      class="reminder-open"
      onClick={() => (task ? open({ type: 'task.open', task }) : void openOnce(activityPage(activity)))}
    >
      <span class="task-item-title">{title}</span>
      {caption && <span class="task-item-caption">{caption}</span>}
      <span class="task-item-facts">
        <span>
          {text('reminderStart')} <When at={start} />
        </span>
      </span>
    </button>
  );
}

interface LaterProps {
  name: string;
  reminders: readonly Reminder[];
  send: Send;
}

/** Puts reminders off for a period: they go and come back. */
function Later({ name, reminders, send }: LaterProps) {
  const items = PERIODS.map(
    ([label, minutes]): MenuItem => ({
      key: label,
      label: text(label),
      icon: 'timer',
      act: (_: TargetedMouseEvent<HTMLButtonElement>) => {
        const until = new Date(Date.now() + minutes * 60_000).toISOString();
        for (const { activity, title } of reminders)
          send({ type: 'reminder.snooze', activity, until }, title);
      },
    }),
  );
  return <MenuButton name={name} icon="timer" groups={[{ heading: text('reminderAgain'), items }]} />;
}
