import { useEffect, useMemo } from 'preact/hooks';
import { Guard } from './guard.ts';

/** A guard that begins anew for every step and whenever the document is shown again. */
export function useGuard(step: string): Guard {
  // Another step needs another guard, though the guard knows nothing of it.
  const guard = useMemo(() => new Guard(), [step]);
  useEffect(() => {
    const update = () => guard.seen(document.visibilityState === 'visible');
    update();
    document.addEventListener('visibilitychange', update);
    return () => document.removeEventListener('visibilitychange', update);
  }, [guard]);
  return guard;
}
