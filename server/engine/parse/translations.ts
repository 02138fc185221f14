/**
 * The texts of a step in other languages (behaviour 1.1): `throughline:de:title` beside `throughline:title`, and
 * in a form `throughline:de:label` among the custom properties of a field. A step in another language is the same
 * step with these texts in the place of its own, so every kind has them without knowing of it.
 */
import type { TaskPlan } from '../definition.ts';
import { compileTask } from './compile-task.ts';
import { findForm } from './forms/find-form.ts';
import { formIn, languagesOfForm } from './forms/translated-form.ts';
import { readTranslation } from './language.ts';
import type { ProcessSource, SourceElement } from './source.ts';

/** The plan of the step once for each language that its author has written texts in. */
export function compileTranslations(source: ProcessSource, task: SourceElement): Record<string, TaskPlan> {
  const form = findForm(source, task);
  const languages = new Set([...languagesOfTask(task), ...languagesOfForm(form)]);
  return Object.fromEntries(
    [...languages].map((language) => {
      const forms = Object.fromEntries(
        Object.entries(source.forms).map(([name, content]) => [name, formIn(content, language)]),
      );
      return [language, compileTask({ ...source, forms }, taskIn(task, language))];
    }),
  );
}

function languagesOfTask(task: SourceElement): string[] {
  return task.properties.flatMap(({ name }) => readTranslation(name)?.language ?? []);
}

/** The element with the texts of a language in the place of its own; those that are not translated stay. */
function taskIn(task: SourceElement, language: string): SourceElement {
  const translated = new Map<string, string>(
    task.properties.flatMap(({ name, value }) => {
      const translation = readTranslation(name);
      return translation?.language === language ? [[`throughline:${translation.of}`, value] as const] : [];
    }),
  );
  const own = task.properties.map(({ name, value }) => ({ name, value: translated.get(name) ?? value }));
  const written = new Set<string>(own.map(({ name }) => name));
  const added = [...translated].filter(([name]) => !written.has(name));
  return { ...task, properties: [...own, ...added.map(([name, value]) => ({ name, value }))] };
}
