import '@event-calendar/core/index.css';
import {
  type Calendar,
  createCalendar,
  DayGrid,
  destroyCalendar,
  Interaction,
  TimeGrid,
} from '@event-calendar/core';
import { text } from '../../../components/text.ts';
import type { Distance, Entry } from './entries.ts';
import { entryContent } from './entry-content.ts';
import { keepRolesPlain } from './plain-roles.ts';

/** What the calendar shows, and how. */
export interface Sheet {
  scale: 'day' | 'week' | 'month';
  /** A day in it. */
  day: Date;
  entries: readonly Entry[];
  firstDay: number;
  hiddenDays: readonly number[];
  /** Minutes of one cell. */
  cell: number;
  /** The hours that are shown; what lies outside makes them more. */
  hours: { from: number; to: number };
  locale: string;
}

/** What a person does in the calendar with mouse or finger; the keyboard has the dialog. */
export interface Hands {
  open: (id: string) => void;
  move: (id: string, by: Distance, undo: () => void) => void;
  resize: (id: string, by: Distance, undo: () => void) => void;
  /** A time was drawn. */
  draw: (start: Date, end: Date) => void;
}

/** A calendar on the page. */
export interface DrawnCalendar {
  update: (sheet: Sheet) => void;
  close: () => void;
}

const VIEWS = { day: 'timeGridDay', week: 'timeGridWeek', month: 'dayGridMonth' } as const;
/** Pixels of one cell: two lines of the smallest text. */
const CELL_HEIGHT = 28;
const MIDNIGHT = 24;

/** Draws a calendar into an element. It is loaded only when somebody wants to see one. */
export function drawCalendar(into: HTMLElement, sheet: Sheet, hands: Hands): DrawnCalendar {
  const calendar = createCalendar(into, [TimeGrid, DayGrid, Interaction], {
    ...fixedOptions(hands),
    ...optionsOf(sheet),
  });
  const letRolesBe = keepRolesPlain(into);
  let shown = sheet;
  return {
    update(next) {
      const before = optionsOf(shown);
      const held =
        document.activeElement instanceof HTMLElement ? document.activeElement.dataset.entry : undefined;
      for (const [name, value] of Object.entries(optionsOf(next)) as [keyof Calendar.Options, never][]) {
        // Each change draws anew; the place that the person has scrolled to survives only what did not change.
        if (JSON.stringify(before[name]) !== JSON.stringify(value)) calendar.setOption(name, value);
      }
      shown = next;
      if (held !== undefined) requestAnimationFrame(() => focusEntry(into, held));
    },
    close() {
      letRolesBe();
      void destroyCalendar(calendar);
    },
  };
}

/** What is drawn anew has lost the focus that it had; where the person is now stays theirs. */
function focusEntry(root: HTMLElement, id: string): void {
  if (document.activeElement !== document.body) return;
  root.querySelector<HTMLElement>(`[data-entry="${CSS.escape(id)}"]`)?.focus();
}

function fixedOptions(hands: Hands): Calendar.Options {
  const by = ({ days, seconds }: Calendar.Duration): Distance => ({ days, seconds });
  // The press that ends a drag is no press on the entry.
  let dragged = false;
  const taken = () => {
    dragged = true;
  };
  const released = () => setTimeout(() => (dragged = false));
  return {
    headerToolbar: { start: '', center: '', end: '' },
    buttonText: (words) => ({ ...words, close: text('close') }),
    allDayContent: text('calendarLong'),
    moreLinkContent: ({ num }) => text('calendarMore', String(num)),
    dayHeaderFormat: { weekday: 'short', day: 'numeric' },
    views: { dayGridMonth: { dayHeaderFormat: { weekday: 'short' } } },
    dayMaxEvents: true,
    nowIndicator: true,
    editable: true,
    selectable: true,
    // A touch that scrolls must not draw.
    longPressDelay: 400,
    slotHeight: CELL_HEIGHT,
    flexibleSlotTimeLimits: true,
    eventContent: ({ event, timeText }) => {
      const entry = event.extendedProps.entry as Entry | undefined;
      // What is being drawn is no entry yet.
      if (!entry) return timeText;
      const onOpen = () => {
        if (!dragged) hands.open(entry.id);
      };
      return { domNodes: entryContent(entry, timeText, onOpen) };
    },
    eventDragStart: taken,
    eventDragStop: released,
    eventResizeStart: taken,
    eventResizeStop: released,
    eventDrop: ({ event, delta, revert }) => hands.move(String(event.id), by(delta), revert),
    eventResize: ({ event, endDelta, revert }) => hands.resize(String(event.id), by(endDelta), revert),
    select: ({ start, end }) => hands.draw(start, end),
  };
}

function optionsOf(sheet: Sheet): Calendar.Options {
  const time = (hour: number) => `${String(hour).padStart(2, '0')}:00:00`;
  return {
    view: VIEWS[sheet.scale],
    date: sheet.day,
    firstDay: sheet.firstDay as Calendar.dayOfWeek,
    // Whoever asks for one day wants to see it, also on a Sunday.
    hiddenDays: (sheet.scale === 'day' ? [] : [...sheet.hiddenDays]) as Calendar.dayOfWeek[],
    slotDuration: { minutes: sheet.cell },
    snapDuration: { minutes: Math.min(sheet.cell, 15) },
    slotMinTime: time(sheet.hours.from),
    slotMaxTime: time(Math.max(sheet.hours.to, sheet.hours.from + 1)),
    scrollTime: time(Math.min(sheet.hours.from, MIDNIGHT - 1)),
    locale: sheet.locale,
    events: sheet.entries.map((entry) => ({
      id: entry.id,
      start: entry.start,
      end: entry.end,
      allDay: entry.allDay,
      title: entry.title,
      // Each by itself: the library's own defaults for these two outdo its `editable`.
      startEditable: entry.editable,
      durationEditable: entry.editable,
      classNames: [`entry-${entry.standing}`],
      extendedProps: { entry },
    })),
  };
}
