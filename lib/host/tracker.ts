import { matchRecord, type RecordMatch } from '../sites/match.ts';
import type { SiteAdapter } from '../sites/schema.ts';
import type { ProcessButton } from './button.ts';
import { watchAddress } from './navigation.ts';
import { observePage } from './observer.ts';
import { atMost } from './rate.ts';
import { activeContainer, findPlace, findTitle, type Place, textOf } from './record.ts';

/** The record of this document as it is told to the background. */
export interface ShownRecord {
  type: string;
  id: string;
  title: string | null;
}

export interface Tracker {
  /** Reads the page anew: what a click means is decided when it happens, not when the button was drawn. */
  resolve(): ShownRecord | null;
}

/**
 * Times after a change of address, in milliseconds, at which the page is looked at whatever it does: hosts
 * switch between views that they have built before by attributes alone, which nobody observes.
 */
const SETTLING = [0, 100, 300, 800, 1600];

/** A page that takes the button out more often than this is let be for a while. */
const MOST_PUTS = 10;
const WITHIN = 5000;

/** What is known of the record page on show. */
interface Sight {
  match: RecordMatch;
  place: Place | null;
  title: Element | null;
  titleText: string | null;
}

/**
 * Follows which record the document shows, and keeps the Process button in its place beside it. Tells
 * `report` about each change; null: no record.
 */
export function trackRecord(
  site: SiteAdapter,
  button: ProcessButton,
  report: (record: ShownRecord | null) => void,
  signal: AbortSignal,
): Tracker {
  let sight: Sight | null = null;
  let timers: ReturnType<typeof setTimeout>[] = [];
  let settled = false;
  /** The title of the record before: hosts change the address first and the page a moment later. */
  let stale: string | null = null;
  const mayPut = atMost(MOST_PUTS, WITHIN);
  const observer = observePage(() => {
    lookAtAddress();
    if (!isUnchanged(sight, button)) look();
  }, signal);
  const lookAtAddress = watchAddress(settle, signal);

  function settle(): void {
    for (const timer of timers) clearTimeout(timer);
    settled = false;
    look();
    if (!sight) return;
    const last = SETTLING.length - 1;
    timers = SETTLING.map((delay, index) =>
      setTimeout(() => {
        settled = index === last;
        look();
      }, delay),
    );
  }

  function look(): void {
    if (signal.aborted) return;
    const match = matchRecord(site, location.href);
    if (!match) {
      leave();
      return;
    }
    observer.start();
    const next = see(match);
    const other = sight?.match.type !== match.type || sight.match.id !== match.id;
    if (other) stale = sight?.titleText ?? null;
    if (settled || next.titleText !== stale) stale = null;
    else next.titleText = null;
    const renamed = sight?.titleText !== next.titleText;
    sight = next;
    if (other) button.setCount(0);
    if (next.place) keepAt(next.place);
    else if (settled) button.dock(site.fallback);
    else button.remove();
    if (other || renamed) report(recordOf(next));
  }

  function keepAt(place: Place): void {
    if (button.isAt(place) || mayPut()) button.put(place);
  }

  function leave(): void {
    observer.stop();
    button.remove();
    for (const timer of timers) clearTimeout(timer);
    if (sight) report(null);
    sight = null;
  }

  signal.addEventListener('abort', () => {
    for (const timer of timers) clearTimeout(timer);
    button.remove();
  });
  settle();
  if (!sight) report(null);
  return {
    resolve() {
      look();
      return sight && recordOf(sight);
    },
  };
}

function see(match: RecordMatch): Sight {
  const container = activeContainer(match.page);
  const title = container && findTitle(match.page, container);
  return {
    match,
    place: container && findPlace(match.page, container),
    title,
    titleText: title && textOf(title),
  };
}

/** The cheap question asked on every change of the page: is all as it was when it was last looked at? */
function isUnchanged(sight: Sight | null, button: ProcessButton): boolean {
  if (!sight?.place || !sight.title) return false;
  return (
    sight.place.element.isConnected &&
    button.isAt(sight.place) &&
    sight.title.isConnected &&
    textOf(sight.title) === sight.titleText
  );
}

function recordOf({ match, titleText }: Sight): ShownRecord {
  return { type: match.type, id: match.id, title: titleText };
}
