import { Icon } from '../../../../../components/icon.tsx';
import { counted, text } from '../../../../../components/text.ts';
import type { CaseDefinition } from '../../../../../lib/cases/definition.ts';
import { findStep } from '../model/design.ts';
import type { Selected } from '../use-design.ts';
import type { Found } from './found.ts';
import type { Findings } from './use-findings.ts';

interface Props {
  findings: Findings;
  definition: CaseDefinition;
  onShow: (found: Found) => void;
}

/** Everything that is wrong, each a press away from the field that mends it. */
export function FoundList({ findings: { found, warnings, outcome, live }, definition, onShow }: Props) {
  const wrong = found.length;
  const quiet = outcome ? 'designFoundNone' : live ? 'designChecking' : 'designFoundOffline';
  return (
    <div class="design-found" data-state={wrong > 0 ? 'wrong' : outcome ? 'right' : 'asking'}>
      <p class="design-found-line" role="status">
        <Icon name={wrong > 0 ? 'error' : outcome ? 'ok' : live ? 'busy' : 'offline'} />
        <span>{wrong > 0 ? counted('designFound', wrong) : text(quiet)}</span>
      </p>
      {(wrong > 0 || warnings.length > 0) && (
        <ul aria-label={text('designFoundList')}>
          {found.map((one) => (
            <Line key={`${idOf(one.at)} ${one.problem}`} {...{ one, definition, onShow }} />
          ))}
          {warnings.map((one) => (
            <Line key={`${idOf(one.at)} ${one.problem}`} {...{ one, definition, onShow }} warning />
          ))}
        </ul>
      )}
    </div>
  );
}

interface LineProps {
  one: Found;
  definition: CaseDefinition;
  warning?: boolean;
  onShow: (found: Found) => void;
}

function Line({ one, definition, warning = false, onShow }: LineProps) {
  return (
    <li class={warning ? 'design-warning' : undefined}>
      <button type="button" onClick={() => onShow(one)}>
        <Icon name={warning ? 'warning' : 'error'} />
        <span>
          <strong>{nameOf(one.at, definition)}</strong> {one.problem} {one.remedy}
        </span>
      </button>
    </li>
  );
}

const idOf = (at: Selected) => (at.type === 'case' ? '' : at.id);

/** What a finding is about, as people call it. */
export function nameOf(at: Selected, definition: CaseDefinition): string {
  if (at.type === 'case') return text('designTheCase');
  if (at.type === 'step') return findStep(definition, at.id)?.step.name || at.id;
  return definition.stages.find(({ id }) => id === at.id)?.name || at.id;
}
