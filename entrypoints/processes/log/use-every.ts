import { useEffect, useRef } from 'preact/hooks';

/** How often what is on the screen is asked for again while somebody can see it. */
export const REFRESH_MS = 5_000;

/** Does something every so many milliseconds while the page is visible, and when it becomes visible again. */
export function useEvery(milliseconds: number | null, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (milliseconds === null) return;
    const whenVisible = () => {
      if (document.visibilityState === 'visible') latest.current();
    };
    const timer = setInterval(whenVisible, milliseconds);
    document.addEventListener('visibilitychange', whenVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', whenVisible);
    };
  }, [milliseconds]);
}
