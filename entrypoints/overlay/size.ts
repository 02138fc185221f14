import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { OverlayView } from '../../lib/messaging/contract.ts';
import type { PageClient } from '../../lib/messaging/page-client.ts';

/** In `rem`, as in the tokens: a person who enlarges the type gets wider overlays with it. */
const WIDTH_REM = { menu: 17.5, case: 25, drawer: 23.75, page: 30, band: 24 } as const;

/** Tells the host script how large the content wants to be; the host decides how much of that there is room for. */
export function useReportedSize(
  surface: RefObject<HTMLElement | null>,
  view: OverlayView['view'],
  client: PageClient,
  /** What the view is about: the host has forgotten the size of what it showed before. */
  about = '',
): void {
  useEffect(() => {
    const element = surface.current;
    if (!element || view === 'hidden') return;
    let reported = -1;
    const report = () => {
      const height = Math.ceil(element.getBoundingClientRect().height);
      if (height === reported || height === 0) return;
      reported = height;
      client.request({ type: 'overlay.size', width: widthOf(view), height }).catch(() => undefined);
    };
    const observer = new ResizeObserver(report);
    observer.observe(element);
    report();
    return () => observer.disconnect();
  }, [surface, view, client, about]);
}

function widthOf(view: keyof typeof WIDTH_REM): number {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return Math.round(WIDTH_REM[view] * rem);
}
