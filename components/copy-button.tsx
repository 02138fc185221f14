import { useState } from 'preact/hooks';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { text } from './text.ts';

interface Props {
  label: string;
  /** Made at the press: what is copied is what stands there then. */
  words: () => string;
}

/** Copies something; the button itself says that it is done. */
export function CopyButton({ label, words }: Props) {
  const [result, setResult] = useState<'none' | 'copied' | 'failed'>('none');
  const shown = { none: label, copied: text('copied'), failed: text('copyFailed') }[result];
  return (
    <Button
      icon={result === 'copied' ? 'ok' : 'copy'}
      onClick={async () => setResult((await copyText(words())) ? 'copied' : 'failed')}
    >
      <span role="status">{shown}</span>
    </Button>
  );
}
