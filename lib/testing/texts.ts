import messages from '../../public/_locales/en/messages.json' with { type: 'json' };

interface Entry {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

/**
 * A text of the locale file, filled in as the browser does it.
 *
 * ```ts
 * getMessage('refusalTitle', ['Call back']) // "Not accepted: Call back"
 * ```
 */
export function getMessage(key: string, substitutions: string | string[] = []): string {
  const entry = (messages as Record<string, Entry>)[key];
  if (!entry) return '';
  return entry.message.replace(/\$(\w+)\$/g, (_, name: string) => {
    const content = entry.placeholders?.[name.toLowerCase()]?.content ?? '';
    return [substitutions].flat()[Number(content.slice(1)) - 1] ?? '';
  });
}

/** The part of the browser's interface that the pages take their words from. */
export const i18n = { getMessage, getUILanguage: () => 'en-GB' };
