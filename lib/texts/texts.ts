/** Texts of a locale file, filled in as browsers do it: for the server, which has no browser, and for tests. */

interface Entry {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

/** A text by its key, filled in; empty where there is none, as in the browser. */
export type LookUp = (key: string, substitutions?: string | string[]) => string;

/**
 * The texts of a file in the format of `_locales`.
 *
 * ```ts
 * textsOf(messages)('refusalTitle', ['Call back']) // "Not accepted: Call back"
 * ```
 */
export function textsOf(file: Record<string, Entry>): LookUp {
  return (key, substitutions = []) => {
    const entry = Object.hasOwn(file, key) ? file[key] : undefined;
    if (!entry) return '';
    return entry.message.replace(/\$(\w+)\$/g, (_, name: string) => {
      const content = entry.placeholders?.[name.toLowerCase()]?.content ?? '';
      return [substitutions].flat()[Number(content.slice(1)) - 1] ?? '';
    });
  };
}
