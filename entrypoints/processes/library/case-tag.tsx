import { Icon } from '../../../components/icon.tsx';
import { text } from '../../../components/text.ts';

/** Tells a case from the processes that it stands among. */
export function CaseTag() {
  return (
    <span class="state-tag">
      <Icon name="columns" />
      <span>{text('libraryCase')}</span>
    </span>
  );
}
