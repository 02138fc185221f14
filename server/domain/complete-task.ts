import type { CommandResult, Submission, User } from '../../lib/protocol/index.ts';
import { readSubmission } from '../engine/submission.ts';
import type { Tx } from '../store/store.ts';
import { type Acting, pagesOf } from './acting.ts';
import type { Changed } from './carry-out.ts';
import type { Outbox } from './channels.ts';
import { confirmedByPerson } from './edit-pages/by-person.ts';
import { instruct } from './events.ts';
import { tellDecision } from './notices.ts';
import { connectRecords, type WrittenPage } from './page-sources/write.ts';
import type { Surroundings } from './surroundings.ts';
import { readWorkableTask, requireOpen } from './tasks.ts';

/** What a task is completed with, and by whom that is waited for. */
export interface Completion {
  submission: Submission;
  acting: Acting | null;
  /** Its activity is cancelled, with a result (behaviour 7.3). */
  calledOff?: boolean;
  /** What its page has written to the CRM, for pages that do. */
  written?: WrittenPage | null;
  /** Events are added here instead of being published. */
  outbox?: Outbox | null;
}

/** Completes a task that this user may work on, with what its page asks for. */
export async function completeTask(
  around: Surroundings,
  tx: Tx,
  user: User,
  id: string,
  { submission: sent, acting, calledOff = false, written = null, outbox = null }: Completion,
): Promise<CommandResult> {
  const task = await readWorkableTask(tx, user, id);
  requireOpen(task);
  const submission = written?.submission ?? sent;
  const content = written?.content ?? task.content;
  const { variables: entered, outcome } = readSubmission(content, submission, around.now());
  const known = submission.kind === 'open-edit-page' ? await confirmedByPerson(tx, id) : {};
  const variables = { ...entered, ...known, ...written?.variables };
  if (written !== null) await connectRecords(tx, task.instance, written.records);
  const details = detailsOf(submission);
  const changed = await instruct(
    around,
    tx,
    task.instance,
    { type: 'complete', step: task.step, variables, outcome },
    {
      ...{ actor: user, acting, details, outbox },
      before: async ({ revision }) => {
        // Whoever held the lock may have ended it, or given it to somebody else.
        if (revision !== task.revision) requireOpen(await readWorkableTask(tx, user, id));
      },
      prepare: (change) => {
        if (calledOff) change.calledOff.add(task.step);
        tellDecision(change, task, submission);
      },
    },
  );
  return toResult(task.instance, user, changed);
}

/** What the person added in their own words; for the log. */
function detailsOf(submission: Submission): string | null {
  if (submission.kind === 'perform-task') return submission.details;
  return submission.kind === 'approval' ? submission.comment : null;
}

/** What a command led to, for whoever gave it. */
export function toResult(instance: string, user: User, { opened, working, status }: Changed): CommandResult {
  const ended = status === 'completed' || status === 'cancelled';
  return { instance, open: pagesOf(user.id, opened), ended, ...(working > 0 && { working }) };
}
