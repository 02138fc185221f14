import { Banner } from '../../../../components/banner.tsx';
import { counted, text } from '../../../../components/text.ts';
import type { Given, LeftOut as Reason } from './read-files.ts';

const REASONS = {
  'too-large': 'deployTooLarge',
  unreadable: 'deployUnreadable',
  'too-many': 'deployTooMany',
} as const satisfies Record<Reason, string>;

interface Props {
  given: Given;
  /** Forms that no process refers to. */
  unused: readonly string[];
}

/** What of the given files is not deployed, and why. */
export function LeftOut({ given: { leftOut, others }, unused }: Props) {
  return (
    <>
      {leftOut.length > 0 && (
        <Banner kind="warning" title={counted('deployLeftOut', leftOut.length)}>
          <ul>
            {leftOut.map(({ name, why }) => (
              <li key={name}>{text(REASONS[why], name)}</li>
            ))}
          </ul>
        </Banner>
      )}
      {unused.length > 0 && <p class="deploy-note">{text('deployUnusedForms', unused.join(', '))}</p>}
      {others > 0 && <p class="deploy-note">{counted('deployOthers', others)}</p>}
    </>
  );
}
