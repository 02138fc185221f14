/** Mails about approvals in the words of who reads them (issue 4, *Languages*): the server's, and those of the author. */
import type { LinkedRecord, PageContent, Value } from '../../lib/protocol/index.ts';
import { translatedPage } from '../../lib/translate/translate.ts';
import { type Texts, textsIn } from '../texts/texts.ts';
import { isTimeZone } from './reading/time-zone.ts';
import type { PageRow } from './tasks.ts';

/** An approval that a mail is about. */
export type About = PageRow & { content: Extract<PageContent, { kind: 'approval' }> };

/** How a person reads; null: their extension has not said it yet. */
export interface MailReader {
  language: string | null;
  timeZone: string | null;
}

export const UNKNOWN: MailReader = { language: null, timeZone: null };

/** A notice in the words of one reader: those of the server, and those of the process's author. */
export interface Said {
  task: About;
  texts: Texts;
  timeZone: string;
}

/** The approval in the words of this person; in English, and in UTC, where nothing is known of them. */
export function inWordsOf(task: About, { language, timeZone }: MailReader): Said {
  const texts = textsIn(language === null ? [] : [language]);
  const { title, hint, content, translations } = task;
  // What the author has written in more languages than the server knows is read in them all the same.
  const page = { task: { title }, hint, content, translations: translations ?? {} };
  const said = translatedPage(page, language ?? texts.language);
  return {
    task: { ...task, title: said.task.title, content: said.content },
    texts,
    timeZone: timeZone !== null && isTimeZone(timeZone) ? timeZone : 'UTC',
  };
}

type Matter = Omit<Said, 'task'> & {
  task: Pick<About, 'caption' | 'record'> & { content: Pick<About['content'], 'facts'> };
};

/** What it is about: what there is to decide by, the instance and the record. */
export function matter({ task: { content, caption, record }, ...reader }: Matter): string[] {
  return [
    ...content.facts.map(({ label, value }) => reader.texts.text('mailFact', label, written(reader, value))),
    caption,
    ...linkTo(record),
  ];
}

function linkTo(record: LinkedRecord | null): string[] {
  if (record === null) return [];
  return [record.title ?? `${record.type} ${record.id}`, ...(record.url === null ? [] : [record.url])];
}

/** Until when, in the zone of who reads it. */
export function due({ texts, timeZone }: Said, at: Date | null): string[] {
  if (at === null) return [];
  const format = new Intl.DateTimeFormat(texts.locale, {
    ...{ day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
    ...{ timeZone, timeZoneName: 'short' },
  });
  return ['', texts.text('mailDue', format.format(at))];
}

function written(reader: Omit<Said, 'task'>, value: Value): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return reader.texts.text(value ? 'mailYes' : 'mailNo');
  if (typeof value === 'number')
    return new Intl.NumberFormat(reader.texts.locale, { maximumFractionDigits: 10 }).format(value);
  if (Array.isArray(value)) return value.map((one) => written(reader, one)).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
