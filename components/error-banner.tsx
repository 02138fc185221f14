import type { ComponentChildren } from 'preact';
import { errorText } from '../lib/error-text/error-text.ts';
import type { WireError } from '../lib/protocol/index.ts';
import { Banner } from './banner.tsx';
import { text } from './text.ts';

interface Props {
  /** What failed, in the person's words. */
  title: string;
  error: WireError;
  /** What is kept, when something could seem lost. */
  kept?: string;
  actions?: ComponentChildren;
}

/** A failure: what failed, why, what is kept, one thing to do; the code for support stands behind "details". */
export function ErrorBanner({ title, error, kept, actions }: Props) {
  return (
    <Banner
      kind="error"
      title={title}
      actions={actions}
      details={
        <details>
          <summary>{text('errorDetails')}</summary>
          <code>{error.code}</code>
        </details>
      }
    >
      <p>{errorText(error)}</p>
      {kept && <p>{kept}</p>}
    </Banner>
  );
}
