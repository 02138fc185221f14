/**
 * What the server says, with the texts of steps in the language of the person where their author wrote them in it
 * (behaviour 1.1). Done once, where messages arrive: everything behind it knows one language.
 */
import * as z from 'zod/mini';
import {
  Activity,
  LibraryEntry,
  ProcessName,
  StartableProcess,
  Task,
  TaskPage,
  type Titles,
  type TranslatedText,
} from '../protocol/index.ts';

/** The message, its titles and pages in that language (as browsers name it); what is not translated stays. */
export function translated<Message>(message: Message, language: string): Message {
  return visit(message, language) as Message;
}

type Readable = Pick<TaskPage, 'hint' | 'content' | 'translations'> & { task: { title: string } };

/** What holds nothing translated is given back as it came: a snapshot has thousands of tasks. */
function visit(value: unknown, language: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('translations' in value) {
    const page = TaskPage.safeParse(value);
    if (page.success) {
      const { task, ...rest } = translatedPage(page.data, language);
      return { ...rest, task: { ...task, process: visit(task.process, language) } };
    }
  }
  const changed = Object.entries(value).flatMap(([key, part]) => {
    const visited = visit(part, language);
    return visited === part ? [] : [[key, visited] as const];
  });
  const title = 'titles' in value ? inLanguage(titlesOf(value), language) : undefined;
  if (title !== undefined) changed.push(['title', title]);
  changed.push(...processTexts(value, language));
  if (changed.length === 0) return value;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  return Object.assign(copy, Object.fromEntries(changed));
}

/** Variables of a process may be called anything: only tasks and activities have titles in other languages. */
function titlesOf(value: object): Titles {
  const titled = z.safeParse(z.union([Task, Activity]), value);
  return titled.data?.titles ?? {};
}

const Called = z.union([StartableProcess, LibraryEntry, ProcessName]);

/** What a process is called, and what it is for. */
function processTexts(value: object, language: string): [string, string][] {
  if (!('names' in value || 'descriptions' in value)) return [];
  const { data } = z.safeParse(Called, value);
  if (data === undefined) return [];
  const name = inLanguage(data.names ?? {}, language);
  const description = 'description' in data ? inLanguage(data.descriptions ?? {}, language) : undefined;
  return [
    ...(name === undefined ? [] : [['name', name] as [string, string]]),
    ...(description === undefined ? [] : [['description', description] as [string, string]]),
  ];
}

/** A page in a language; a text that has changed since it was translated stays as it is. */
export function translatedPage<Page extends Readable>(page: Page, language: string): Page {
  const { task, hint, content } = page;
  const texts = structuredClone({ title: task.title, hint, content });
  for (const text of inLanguage(page.translations ?? {}, language) ?? []) put(texts, text);
  const { title, ...rest } = texts;
  return { ...page, ...rest, task: { ...task, title } };
}

/** What there is in that language; who reads `de-AT` reads `de`. */
function inLanguage<Found>(byLanguage: Record<string, Found>, language: string): Found | undefined {
  const find = (wanted: string | undefined) =>
    Object.entries(byLanguage).find(([name]) => name.toLowerCase() === wanted?.toLowerCase())?.[1];
  return find(language) ?? find(language.split('-')[0]);
}

/** Puts the translation where its JSON pointer leads, if what it translates stands there. */
function put(page: object, { at, from, to }: TranslatedText): void {
  const keys = at
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop() ?? '';
  const inside = keys.reduce<unknown>(own, page);
  if (own(inside, last) === from) Reflect.set(Object(inside), last, to);
}

function own(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}
