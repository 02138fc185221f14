/** Commands about tasks and activities that submit no page. */
import type { ActivityCommand, CommandResult } from '../../../lib/protocol/index.ts';
import type { Acting } from '../acting.ts';
import { Outbox } from '../channels.ts';
import { assignTask, type Occasion, releaseTask, takeTask } from '../hand-over.ts';
import { setAbsence } from './absences.ts';
import { answerReminder } from './answers.ts';
import { readConcern, tellConcerned } from './concerned.ts';
import { deleteActivity, endActivity } from './end.ts';
import { postponeTask } from './postpone.ts';
import { readReminded, tellReminders } from './reminders.ts';
import { changeActivity, createActivity } from './save.ts';

type CommandOf<Type extends ActivityCommand['type']> = Extract<ActivityCommand, { type: Type }>;
type Ordered = Omit<Occasion, 'outbox'> & { acting: Acting | null };

const NOTHING: CommandResult = { instance: null, open: [], ended: false };

/** Carries out a command of a user within the transaction; throws a `ProtocolError` where it is refused. */
export function runActivityCommand(occasion: Ordered, command: ActivityCommand): Promise<CommandResult> {
  const carry = CARRIERS[command.type] as (
    occasion: Ordered,
    command: ActivityCommand,
  ) => Promise<CommandResult>;
  return carry(occasion, command);
}

const CARRIERS: {
  [Type in ActivityCommand['type']]: (occasion: Ordered, command: CommandOf<Type>) => Promise<CommandResult>;
} = {
  'task.take': (occasion, { task }) => done(takeTask(occasion, task)),
  'task.release': (occasion, { task }) => done(releaseTask(occasion, task)),
  'task.assign': (occasion, { task, user, role }) => done(assignTask(occasion, task, { user, role })),
  'task.postpone': (occasion, command) => done(postponeTask(occasion, command)),
  'activity.save': (occasion, { activity, create, follows = null, fields }) =>
    done(
      telling(occasion, activity, (told) =>
        create ? createActivity(told, activity, fields, follows) : changeActivity(told, activity, fields),
      ),
    ),
  'activity.end': async (occasion, command) =>
    (await telling(occasion, command.activity, (told) => endActivity({ ...occasion, ...told }, command))) ??
    NOTHING,
  'activity.delete': (occasion, { activity }) =>
    done(telling(occasion, activity, (told) => deleteActivity(told, activity))),
  'reminder.snooze': (occasion, { activity, until }) => answer(occasion, activity, new Date(until)),
  'reminder.dismiss': (occasion, { activity }) => answer(occasion, activity, null),
  'absence.set': (occasion, { absence }) => done(setAbsence(occasion, absence)),
};

async function done(work: Promise<void>): Promise<CommandResult> {
  await work;
  return NOTHING;
}

function answer(occasion: Ordered, activity: string, until: Date | null): Promise<CommandResult> {
  return done(telling(occasion, activity, (told) => answerReminder(told, activity, until), 'reminders'));
}

/** Does something to an activity, and tells everybody whom it concerned before or concerns now. */
async function telling<Result>(
  { around, tx, user }: Ordered,
  activity: string,
  work: (occasion: Occasion) => Promise<Result>,
  what: 'everything' | 'reminders' = 'everything',
): Promise<Result> {
  const outbox = new Outbox();
  const before = what === 'everything' ? await readConcern(tx, activity) : null;
  const reminded = await readReminded(tx, activity);
  const result = await work({ around, tx, user, outbox });
  await tellReminders(tx, outbox, reminded);
  if (what === 'everything') tellConcerned(outbox, activity, before, await readConcern(tx, activity));
  await outbox.publish(tx);
  return result;
}
