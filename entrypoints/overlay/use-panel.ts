import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { PageView } from '../../lib/messaging/contract.ts';
import type { Task } from '../../lib/protocol/index.ts';

/** What can be open under the head of a step's page. */
export type PanelName = 'later' | 'assign';

export interface Panel {
  id: string;
  open: PanelName | null;
  toggle: (name: PanelName) => void;
  /** The focus goes back to the button that opened it. */
  close: () => void;
}

/** One panel at a time. It closes when what was asked for in it has been carried out, not when it was refused. */
export function usePanel(task: Task, moving: PageView['moving'], usable: boolean): Panel {
  const id = useId();
  const [open, setOpen] = useState<PanelName | null>(null);
  const { user, role } = task.performer;
  const standing = JSON.stringify([user?.id, role?.id, task.start, task.due]);
  const sent = moving !== null && moving.state !== 'refused';
  const before = useRef({ standing, sent });
  useEffect(() => {
    const last = before.current;
    before.current = { standing, sent };
    const carriedOut = last.sent && moving === null;
    if (carriedOut || last.standing !== standing) setOpen(null);
  }, [standing, sent]);
  const close = () => {
    document.querySelector<HTMLElement>(`[aria-controls="${id}"][aria-expanded="true"]`)?.focus();
    setOpen(null);
  };
  const toggle = (name: PanelName) => (open === name ? close() : setOpen(name));
  return { id, open: usable ? open : null, toggle, close };
}
