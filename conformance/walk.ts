/**
 * Walks through a sample process on the embedded engine, taking the first or the last of what is offered at
 * every step, and notes its way as the script of a case.
 */
import type { FieldItem, MailPart, PageContent } from '../lib/protocol/index.ts';
import { DECISIONS, SENT } from '../server/engine/fixed-outcomes.ts';
import { SAVED, type Value, type Values } from '../server/engine/model.ts';
import { completing } from '../server/engine/planned-outcomes.ts';
import type { Action, Case } from './case.ts';
import { type EmbeddedRun, openEmbeddedRun } from './embedded.ts';

export type Taste = 'first' | 'last';

/** A process that always leads back is cancelled after so many steps. */
const PATIENCE = 25;

/** The case with the way that was found as its script. */
export async function walk(subject: Case, taste: Taste): Promise<Case> {
  const run = await openEmbeddedRun(subject);
  const script: Action[] = [];
  for (let next = nextAction(run, taste); next !== null; next = nextAction(run, taste)) {
    const action: Action = script.length < PATIENCE ? next : { cancel: true };
    script.push(action);
    await run.act(action);
  }
  return { ...subject, name: `${subject.name}, the ${taste} of what is offered`, script };
}

function nextAction(run: EmbeddedRun, taste: Taste): Action | null {
  const { status, waits } = run.picture('');
  if (status !== 'running') return null;
  for (const instance of run.instances)
    for (const [step, element] of instance.tasks) {
      const content = instance.contents.get(step);
      const outputs = instance.outputs.get(step) ?? [];
      if (content !== undefined) return { complete: element, ...submission(content, taste, outputs) };
    }
  for (const [kind, name, element] of waits.map((wait) => wait.split(/[ @]/))) {
    if (kind === 'record' && element !== undefined) return { record: element };
    if (name === undefined || name === '') continue;
    if (kind === 'work') return { work: name };
    if (kind === 'timer') return { timer: name };
    if (kind === 'message') return { message: name };
    if (kind === 'signal') return { signal: name };
  }
  return { cancel: true };
}

function submission(
  content: PageContent,
  taste: Taste,
  outputs: readonly string[],
): { outcome: string | string[]; variables?: Values } {
  switch (content.kind) {
    case 'user-dialog': {
      const code = pick(content.answers, taste)?.code ?? '';
      return { outcome: content.multiple ? [code] : code };
    }
    case 'perform-task':
      return { outcome: pick(content.results, taste)?.code ?? '' };
    case 'auto-generated-page':
    case 'pre-configured-page': {
      const fields = content.items.filter((item): item is FieldItem => 'key' in item && !item.readonly);
      const values = fields.map((field) => [field.key, entered(field, taste)] as const);
      return {
        outcome: pick(completing(content.buttons), taste)?.code ?? '',
        variables: Object.fromEntries(values),
      };
    }
    case 'approval':
      return {
        outcome: pick(DECISIONS, taste)?.code ?? '',
        variables: content.comment.key === null ? {} : { [content.comment.key]: 'Some text.' },
      };
    case 'send-email': {
      const { outputs, ...mail } = content;
      const sent = Object.entries(outputs).map(([part, name]) => [name, mail[part as MailPart]]);
      return { outcome: SENT.code, variables: Object.fromEntries(sent) };
    }
    case 'open-edit-page':
      return {
        outcome: pick(content.results, taste)?.code ?? SAVED,
        variables: Object.fromEntries(outputs.map((name) => [name, 'Some text.'])),
      };
    default:
      return { outcome: 'done' };
  }
}

function entered(field: FieldItem, taste: Taste): Value {
  switch (field.type) {
    case 'number':
      return taste === 'first' ? (field.min ?? 1) : (field.max ?? 100_000);
    case 'checkbox':
      return taste === 'first';
    case 'date':
      return '2026-03-05';
    case 'time':
      return '10:30';
    case 'datetime':
      return '2026-03-05T10:30:00Z';
    case 'radio':
    case 'select':
      return pick(field.choices, taste)?.code ?? null;
    case 'checklist':
      return field.choices.map(({ code }) => code);
    default:
      return 'Some text.';
  }
}

function pick<T>(list: readonly T[], taste: Taste): T | undefined {
  return taste === 'first' ? list[0] : list.at(-1);
}
