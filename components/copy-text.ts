/**
 * Puts text on the clipboard. A frame in somebody else's page may be denied the clipboard interface; the older
 * command still works there on a click.
 */
export async function copyText(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copyBySelection(words);
  }
}

function copyBySelection(words: string): boolean {
  const area = document.createElement('textarea');
  const focused = document.activeElement;
  area.value = words;
  area.className = 'visually-hidden';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
