import { h, render } from 'preact';
import { Icon } from '../../../components/icon.tsx';
import { locale, type MessageKey, text } from '../../../components/text.ts';
import type { Standing } from '../state.ts';
import { standingIcon } from '../words.ts';
import type { Entry } from './entries.ts';

const STANDINGS: Record<Standing, MessageKey> = {
  overdue: 'standingOverdue',
  pending: 'standingPending',
  completed: 'statusCompleted',
  cancelled: 'statusCancelled',
};

/**
 * What stands in an entry: a button with the time and the title to see, and for those who hear it also the day and
 * what the colour says. A real button, because the library's own is an article that only says that it is one.
 */
export function entryContent(entry: Entry, time: string, onOpen: (event: MouseEvent) => void): Node[] {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'entry';
  button.dataset.entry = entry.id;
  button.addEventListener('click', onOpen);
  // Not by colour alone: what is late, done or called off has its picture too.
  const words = span('entry-words', '');
  if (entry.standing !== 'pending') {
    const picture = span('entry-standing', '');
    render(h(Icon, { name: standingIcon(entry.standing) }), picture);
    words.append(picture);
  }
  if (!entry.allDay) words.append(span('entry-time', entry.moment ?? time), ' ');
  words.append(span('entry-title', entry.title));
  words.append(span('visually-hidden', `, ${dayWords(entry)}, ${text(STANDINGS[entry.standing])}`));
  button.append(words);
  return [button];
}

function span(name: string, words: string): HTMLElement {
  const element = document.createElement('span');
  element.className = name;
  element.textContent = words;
  return element;
}

function dayWords({ start, end, allDay }: Entry): string {
  const format = new Intl.DateTimeFormat(locale(), { weekday: 'long', day: 'numeric', month: 'long' });
  // The end of a long one is the midnight after its last day.
  return allDay ? format.formatRange(start, new Date(end.getTime() - 1)) : format.format(start);
}
