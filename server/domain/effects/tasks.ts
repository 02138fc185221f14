/** Tasks open, close and change hands. */
import { isSameRecord, type LinkedRecord } from '../../../lib/protocol/index.ts';
import type { EffectOf, OpenedTask } from '../../engine/model.ts';
import type { Change } from '../change.ts';

export function opened(change: Change, { task }: EffectOf<'task.opened'>): void {
  const id = change.around.newId();
  const record = recordOf(change, task);
  const { performer, ofManager } = task;
  change.opened.set(task.step, {
    ...{ id, task, record, end: null },
    performer: ofManager ? { user: null, role: performer.role } : performer,
    managerOf: ofManager ? performer.user : null,
    activity: task.activity && change.around.newId(),
  });
  if (record !== null && change.around.mayOpen)
    change.errands.push({ name: 'access', payload: { instance: change.subject.id, step: task.step } });
  if (task.watch !== null)
    change.errands.push({
      name: 'record-look',
      payload: { instance: change.subject.id, step: task.step, changed: false },
    });
  change.log.push({
    element: task.element,
    event: 'task.opened',
    data: { task: id, step: task.step, performer, ...(ofManager && { ofManager }) },
  });
}

export function closed(change: Change, { step, reason }: EffectOf<'task.closed'>): void {
  const draft = change.opened.get(step);
  if (draft) draft.end = reason;
  else change.closing.set(step, reason);
}

export function reassigned(change: Change, { step, performer }: EffectOf<'task.reassigned'>): void {
  change.reassigned.set(step, performer);
  if (change.around.mayOpen)
    change.errands.push({ name: 'access', payload: { instance: change.subject.id, step } });
}

/** The record of the task with what people call it, where that is known. */
function recordOf({ subject }: Change, { record }: OpenedTask): LinkedRecord | null {
  if (!record || isSameRecord(record, subject.record)) return subject.record;
  return { ...record, title: null, url: null };
}
