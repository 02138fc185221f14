import './loading.css';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

/** What comes faster than this needs no sign that it is coming: a sign would only flicker. */
export const QUIET_MS = 300;

/** True once what is awaited has kept the person waiting for `QUIET_MS`. */
export function useOverdue(waiting: boolean): boolean {
  const [overdue, setOverdue] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setOverdue(true), QUIET_MS);
    return () => {
      clearTimeout(timer);
      setOverdue(false);
    };
  }, [waiting]);
  return waiting && overdue;
}

/** Nothing at first, then a spinner with words. */
export function Loading({ label }: { label: string }) {
  const overdue = useOverdue(true);
  return (
    <div class="loading" role="status" aria-busy="true">
      {overdue && (
        <>
          <Icon name="busy" />
          <span>{label}</span>
        </>
      )}
    </div>
  );
}
