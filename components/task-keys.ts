const TASK = '.task-item-open';

/**
 * Arrow keys go from task to task, over all groups, Home and End to the first and the last one. Tab still goes to
 * everything that a row has. From elsewhere, as from the search, the down arrow leads into the list.
 */
export function goAmongTasks(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
  const tasks = [...document.querySelectorAll<HTMLElement>(TASK)];
  const at = tasks.indexOf(event.currentTarget as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: tasks.length - 1 }[event.key];
  if (to === undefined || (at < 0 && event.key !== 'ArrowDown')) return;
  const next = tasks[Math.max(0, Math.min(to, tasks.length - 1))];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
