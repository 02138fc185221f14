import type { SourceFile } from '../../lib/protocol/index.ts';

/** What processes and cases can call a form: the name of its file, the same without its ending, or its id. */
export function formNames({ name, text }: SourceFile): string[] {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return [base, base.replace(/\.form$/i, ''), ...idIn(text)];
}

function idIn(form: string): string[] {
  try {
    const { id } = JSON.parse(form) as { id?: unknown };
    return typeof id === 'string' ? [id] : [];
  } catch {
    // The server says what is wrong with it, when it is checked.
    return [];
  }
}
