/** Gives the person a file with this text. */
export function downloadText(name: string, words: string): void {
  const address = URL.createObjectURL(new Blob([words], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name.slice(name.lastIndexOf('/') + 1);
  link.click();
  // The browser has begun with it by the next task.
  setTimeout(() => URL.revokeObjectURL(address));
}
