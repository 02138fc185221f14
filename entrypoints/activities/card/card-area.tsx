import type { ComponentChildren, TargetedEvent, TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { changeQuery } from '../../../components/route.ts';
import type { Activity } from '../../../lib/protocol/index.ts';
import { useOpen } from '../open.ts';
import { ActivityCard } from './activity-card.tsx';
import { placeCard } from './place-card.ts';

/** Whoever only passes over an entry does not want to read it. */
const OPEN_MS = 400;
/** From one entry to the next, and from the entry into its card. */
const LEAVE_MS = 200;

interface Shown {
  activity: string;
  entry: HTMLElement;
  by: 'pointer' | 'keyboard';
}

interface Props {
  items: readonly Activity[];
  children: ComponentChildren;
}

/**
 * Shows the card of the entry under the pointer or with the focus, of those in it that say their activity in
 * `data-entry`. The pointer can go into the card, the arrow down leads into it, Escape closes it; Tab goes by.
 */
export function CardArea({ items, children }: Props) {
  const id = useId();
  const card = useRef<HTMLDivElement>(null);
  const { shown, close, handlers } = useShown(card);
  const openActivity = useOpen();
  const activity = shown && items.find((one) => one.id === shown.activity);

  useLayoutEffect(() => {
    if (!shown || !card.current) return;
    const { entry } = shown;
    // What was read anew can be drawn anew, and the card is of an entry that is there no more.
    if (!entry.isConnected) return close();
    card.current.showPopover?.();
    const rtl = getComputedStyle(entry).direction === 'rtl';
    const view = { width: innerWidth, height: innerHeight };
    const at = placeCard(entry.getBoundingClientRect(), card.current.getBoundingClientRect(), view, rtl);
    card.current.style.left = `${at.left}px`;
    card.current.style.top = `${at.top}px`;
    entry.setAttribute('aria-describedby', id);
    return () => entry.removeAttribute('aria-describedby');
  }, [shown, activity]);

  return (
    <div class="card-area" {...handlers}>
      {children}
      {shown && activity && (
        <ActivityCard
          key={shown.activity}
          id={id}
          activity={activity}
          byKeyboard={shown.by === 'keyboard'}
          cardRef={card}
          onOpen={() => {
            close();
            openActivity(activity);
          }}
          onComplete={() => {
            close();
            changeQuery({ activity: activity.id, ending: 'completed' });
          }}
        />
      )}
    </div>
  );
}

/** Which card is shown, and what the person does to that. */
function useShown(card: { current: HTMLDivElement | null }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** The entry whose card is about to open. */
  const coming = useRef<HTMLElement | null>(null);
  /** The entry whose card the person has closed: it stays closed until they are elsewhere. */
  const closed = useRef<HTMLElement | null>(null);
  const later = (ms: number, work: () => void) => {
    stay();
    timer.current = setTimeout(work, ms);
  };
  const stay = () => {
    clearTimeout(timer.current);
    coming.current = null;
  };
  const close = () => {
    stay();
    setShown(null);
  };
  const openSoon = (entry: HTMLElement, by: Shown['by']) => {
    const activity = entry.dataset.entry;
    if (activity === undefined || entry === closed.current || entry === coming.current) return;
    later(OPEN_MS, () => {
      coming.current = null;
      if (entry.isConnected) setShown({ activity, entry, by });
    });
    coming.current = entry;
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!shown) return;
    // What scrolls away under its card no longer belongs to it.
    const onScroll = ({ target }: Event) => card.current?.contains(target as Node) || close();
    addEventListener('scroll', onScroll, true);
    return () => removeEventListener('scroll', onScroll, true);
  }, [shown]);

  const inCard = (target: EventTarget | null) => target instanceof Node && card.current?.contains(target);
  const leave = (to: HTMLElement | null) => {
    if (to !== closed.current) closed.current = null;
    if (shown?.by !== 'keyboard') later(LEAVE_MS, close);
  };
  const handlers = {
    // Not what comes to lie under a pointer that rests. A finger presses; a button that is held drags.
    onPointerMove: (event: TargetedEvent<HTMLElement, PointerEvent>) => {
      const entry = entryAt(event.target);
      if (event.pointerType === 'touch' || event.buttons !== 0) return;
      if (entry && entry !== shown?.entry) openSoon(entry, 'pointer');
    },
    onPointerOver: ({ target }: Event) => {
      const entry = entryAt(target);
      if (inCard(target) || (entry !== null && entry === shown?.entry)) stay();
      else if (entry === null || entry !== coming.current) leave(entry);
    },
    onPointerLeave: () => leave(null),
    onPointerDown: ({ target }: Event) => {
      if (inCard(target)) return;
      closed.current = entryAt(target);
      close();
    },
    onFocusIn: ({ target }: Event) => {
      const entry = entryAt(target);
      if (entry?.matches(':focus-visible') && entry !== shown?.entry) openSoon(entry, 'keyboard');
    },
    onFocusOut: ({ target, relatedTarget }: FocusEvent) => {
      if (inCard(relatedTarget) || (relatedTarget !== null && relatedTarget === shown?.entry)) return;
      if (entryAt(target) === closed.current) closed.current = null;
      close();
    },
    onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => {
      if (!shown) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        closed.current = shown.entry;
        if (inCard(event.target)) shown.entry.focus();
        close();
      } else if (event.key === 'ArrowDown' && event.target === shown.entry) {
        event.preventDefault();
        controlsIn(card.current)[0]?.focus();
      } else if (event.key === 'Tab' && inCard(event.target)) {
        const controls = controlsIn(card.current);
        if (event.target !== controls.at(event.shiftKey ? 0 : -1)) return;
        // On from the entry, as if there were no card; back to it.
        shown.entry.focus();
        if (event.shiftKey) event.preventDefault();
      }
    },
  };
  return { shown, close, handlers };
}

function controlsIn(card: HTMLElement | null): HTMLElement[] {
  return [...(card?.querySelectorAll<HTMLElement>('a, button') ?? [])];
}

function entryAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-entry]') : null;
}
