import { matchList, matchRecord, wordToLearn } from '../sites/match.ts';
import type { ListPage, RecordPage, SiteAdapter } from '../sites/schema.ts';
import type { ProcessButton } from './button.ts';
import type { LateBar } from './late-bar.ts';
import { watchAddress } from './navigation.ts';
import { observePage, type PageObserver } from './observer.ts';
import { putsAtMost } from './rate.ts';
import {
  activeContainer,
  elementsToKeep,
  findBarPlace,
  findPlace,
  findTitle,
  type Place,
  textOf,
} from './record.ts';
import { isSame } from './ref.ts';
import { type SelectedRecord, selectedRecords } from './selection.ts';

/** The record of this document as it is told to the background. */
export interface ShownRecord {
  type: string;
  id: string;
  title: string | null;
}

/**
 * Times after a change of address, in milliseconds, at which the page is looked at whatever it does: hosts
 * switch between views that they have built before by attributes alone, which nobody observes.
 */
const SETTLED = 1600;
const LATE = 10_000;
const SETTLING = [0, 100, 300, 800, SETTLED, LATE];

/** So often, in milliseconds, the page is looked at while the button stands in a corner for want of a better place. */
const DOCKED = 3000;

/** What the address says: a record, or a list of records. */
interface Match {
  /** Null: the rows of the list are of a type that only the page knows. */
  type: string | null;
  /** Null: a list. */
  id: string | null;
  page: RecordPage | ListPage;
}

/** One that says which record. */
type ShownRef = Match & { type: string; id: string };

/** What is known of the page on show. */
interface Sight {
  match: Match;
  /** Whether the host shows what holds the record or list; before, it is still loading. */
  isThere: boolean;
  place: Place | null;
  barPlace: Place | null;
  title: Element | null;
  titleText: string | null;
}

/** What a press of the button is about: the record of the page, or what is ticked in a list. */
export type Subject = { record: ShownRecord; selected: null } | { record: null; selected: SelectedRecord[] };

/** What the tracker tells. */
export interface TrackerNews {
  /** The document shows another record than before; null: none. */
  shows(record: ShownRecord | null): void;
  /** The address has a word for a type that is not known: whoever finds it out says so by `learn`. */
  asks(): void;
  /** Whether what the adapter names was found on the page of a record; told when it is known, and when it changes. */
  misses(type: string, missing: Missing | null): void;
}

/** What the adapter names and the page does not have: what holds the record, or only where the button goes. */
export type Missing = 'page' | 'place';

/**
 * Follows which record or list the document shows, and keeps the Process button in its place beside it, and the
 * stage bar.
 */
export class Tracker {
  readonly #site: SiteAdapter;
  readonly #button: ProcessButton;
  readonly #bar: LateBar;
  readonly #news: TrackerNews;
  readonly #signal: AbortSignal;
  readonly #observer: PageObserver;
  readonly #learned = new Map<string, string>();
  #mayPut = putsAtMost();
  #sight: Sight | null = null;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #docked: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds since the last change of address, as far as the page has been looked at. */
  #waited = 0;
  /** What was told last of the pages of a type. */
  #missed = '';
  /** The title of the record before: hosts change the address first and the page a moment later. */
  #stale: string | null = null;

  constructor(
    site: SiteAdapter,
    button: ProcessButton,
    bar: LateBar,
    news: TrackerNews,
    signal: AbortSignal,
  ) {
    this.#site = site;
    this.#button = button;
    this.#bar = bar;
    this.#news = news;
    this.#signal = signal;
    const lookAtAddress = watchAddress(() => this.#settle(), signal);
    const changed = () => {
      lookAtAddress();
      const isOther = !isUnchanged(this.#sight, button) || !bar.isSettled();
      if (isOther) this.#look();
      return isOther;
    };
    this.#observer = observePage(changed, signal);
    // A tick in a list can bring up another toolbar, by attributes alone.
    const ticked = () => this.#sight?.match.id === null && this.#settle();
    document.addEventListener('change', ticked, { signal, capture: true });
    // A hidden page is not given a docked button: it may only be waiting to be drawn.
    const shown = () => !document.hidden && this.#sight && this.#look();
    document.addEventListener('visibilitychange', shown, { signal });
    signal.addEventListener('abort', () => this.#rest());
    const begin = () => {
      this.#settle();
      if (!this.#sight) news.shows(null);
    };
    if (document.readyState !== 'loading') begin();
    else {
      // The page has to be whole, and to have its styles: then frames are drawn. A hidden one has none.
      let awaited = 2;
      const come = () => --awaited || signal.aborted || begin();
      document.addEventListener('readystatechange', come, { once: true, signal });
      if (document.hidden) come();
      else requestAnimationFrame(come);
    }
  }

  /** Reads the page anew: what a click means is decided when it happens, not when the button was drawn. */
  resolve(): Subject | null {
    this.#look();
    if (!this.#sight) return null;
    const record = recordOf(this.#sight);
    if (record) return { record, selected: null };
    const list = matchList(this.#site, location.href);
    return list && { record: null, selected: selectedRecords(this.#site, list) };
  }

  /** A word in addresses stands for this type from now on. */
  learn(word: string, type: string): void {
    this.#learned.set(word, type);
    this.#settle();
  }

  /** What of the page nothing of ours may cover unasked. */
  toKeep(): Element[] {
    const page = matchRecord(this.#site, location.href, this.#learned)?.page;
    return page ? elementsToKeep(page) : [];
  }

  #settle(): void {
    this.#stopTimers();
    this.#waited = 0;
    this.#look();
    if (!this.#sight && !this.#isUnknown()) return;
    this.#timers = SETTLING.map((delay) =>
      setTimeout(() => {
        this.#waited = delay;
        this.#look();
      }, delay),
    );
  }

  #look(): void {
    if (this.#signal.aborted) return;
    const match = this.#match();
    if (!match) {
      this.#leave();
      if (this.#isUnknown()) this.#news.asks();
      return;
    }
    this.#observer.start();
    const before = this.#sight;
    const next = see(match);
    const isOther = !isSame(before?.match, match);
    if (isOther) this.#stale = before?.titleText ?? null;
    if (this.#waited >= SETTLED || next.titleText !== this.#stale) this.#stale = null;
    else next.titleText = null;
    this.#sight = next;
    if (isOther) {
      this.#button.setCount(0);
      this.#mayPut = putsAtMost();
    }
    this.#place(next);
    if (isOther || before?.titleText !== next.titleText) this.#news.shows(recordOf(next));
  }

  #match(): Match | null {
    const record = matchRecord(this.#site, location.href, this.#learned);
    if (record) return record;
    const list = matchList(this.#site, location.href);
    return list && { ...list, id: null };
  }

  #isUnknown(): boolean {
    return wordToLearn(this.#site, location.href, this.#learned) !== null;
  }

  #place({ place, barPlace, isThere, match }: Sight): void {
    const button = this.#button;
    // A corner is for pages without an anchor, not for those that are slow or have not begun. Where the adapter names none,
    // it is the place.
    const isList = match.id === null;
    const present = match.page.anchors.length && SETTLED;
    const wait = isThere ? present : isList || isRefused() ? Number.POSITIVE_INFINITY : LATE;
    const mayDock = !document.hidden && this.#waited >= wait;
    if (place) {
      if (button.isAt(place) || this.#mayPut()) button.put(place);
    } else if (mayDock) button.dock(this.#site.fallback);
    else button.remove();
    if (!isList && match.type !== null && (place || mayDock))
      this.#tellMissing(match.type, place || !wait ? null : isThere ? 'place' : 'page');
    clearTimeout(this.#docked);
    if (mayDock && !place) this.#docked = setTimeout(() => this.#look(), DOCKED);
    this.#bar.at(isList ? null : (match as ShownRef), barPlace ?? (mayDock ? this.#site.fallback : null));
  }

  #tellMissing(type: string, missing: Missing | null): void {
    const said = `${type} ${missing}`;
    if (this.#missed === said) return;
    this.#missed = said;
    this.#news.misses(type, missing);
  }

  #leave(): void {
    this.#rest();
    if (this.#sight && recordOf(this.#sight)) this.#news.shows(null);
    this.#sight = null;
  }

  #rest(): void {
    this.#observer.stop();
    this.#stopTimers();
    this.#button.remove();
    this.#bar.at(null, null);
  }

  #stopTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    clearTimeout(this.#docked);
  }
}

function see(match: Match): Sight {
  const container = activeContainer(match.page);
  // A list has no title: those in it are of its rows.
  const record = match.id === null ? null : (match.page as RecordPage);
  const title = record && container && findTitle(record, container);
  return {
    match,
    isThere: container !== null,
    place: container && findPlace(match.page, container),
    barPlace: record && container && findBarPlace(record, container),
    title,
    titleText: title && textOf(title),
  };
}

/** The cheap question asked on every change of the page: is all as it was when it was last looked at? */
function isUnchanged(sight: Sight | null, button: ProcessButton): boolean {
  if (!sight?.place) return false;
  if (!sight.place.element.isConnected || !button.isAt(sight.place) || !button.isAlone()) return false;
  if (sight.match.id === null) return true;
  return sight.title?.isConnected === true && textOf(sight.title) === sight.titleText;
}

function recordOf({ match: { type, id }, titleText }: Sight): ShownRecord | null {
  return id === null || type === null ? null : { type, id, title: titleText };
}

/** Whether the server has answered with an error: no record is late on such a page. */
function isRefused(): boolean {
  const [load] = performance.getEntriesByType('navigation') as Partial<PerformanceNavigationTiming>[];
  return Number(load?.responseStatus) >= 400;
}
