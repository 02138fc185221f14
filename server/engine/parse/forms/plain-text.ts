/** Turns the markdown of a form's text into plain text: pages show words, not mark-up. */

/**
 * ```ts
 * plainText('## What **they** need\nSee [the guide](https://example.org).')
 * // 'What they need\nSee the guide (https://example.org).'
 * ```
 */
export function plainText(markdown: string): string {
  return markdown
    .replaceAll('\r\n', '\n')
    .replace(/<\/?[a-zA-Z][^<>]*>/g, '')
    .replace(/^[ \t]*```.*$/gm, '')
    .replace(/^[ \t]{0,3}#{1,6}[ \t]+/gm, '')
    .replace(/^[ \t]*>[ \t]?/gm, '')
    .replace(/^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$/gm, '')
    .replace(/^([ \t]*)[*+][ \t]+/gm, '$1- ')
    .replace(/!\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/\[([^\]\n]*)\]\(([^)\s]*)[^)\n]*\)/g, (_, label: string, url: string) =>
      label === url ? url : `${label} (${url})`,
    )
    .replace(/(\*\*|__)(?=\S)([^\n]*?\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}])([*_])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
