import { CopyButton } from '../../../components/copy-button.tsx';
import { text } from '../../../components/text.ts';
import type { OfferedValue } from '../../../lib/protocol/index.ts';

/** Values for the fields of a new record. We never write into the CRM's page: the person copies them. */
export function OfferedValues({ offered }: { offered: readonly OfferedValue[] }) {
  if (offered.length === 0) return null;
  return (
    <section class="offered" aria-label={text('offeredValues')}>
      <p class="offered-title">{text('offeredValues')}</p>
      <ul>
        {offered.map(({ field, label, value }) => (
          <li key={field}>
            <span class="offered-label">{label}</span>
            <span class="offered-value">{value}</span>
            <CopyButton label={text('copyValue', label)} words={() => value} />
          </li>
        ))}
      </ul>
    </section>
  );
}
