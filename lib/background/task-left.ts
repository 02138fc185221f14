import type { Command } from '../protocol/index.ts';

/** The task whose page closes when the command has been carried out, as the person is done with it; null: none. */
export function taskLeft(command: Command, me: string | null): string | null {
  if (command.type === 'task.postpone') return command.task;
  if (command.type === 'task.assign') return command.user === me ? null : command.task;
  return completedBy(command);
}

/** The task that the command completes, or has completed once its record was looked at; null: none. */
export function completedBy(command: Command): string | null {
  return command.type === 'task.complete' || command.type === 'task.check' ? command.task : null;
}
