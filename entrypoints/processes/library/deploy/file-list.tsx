import { Icon, type IconName } from '../../../../components/icon.tsx';
import { counted, text } from '../../../../components/text.ts';
import type { FileOutcome } from '../../../../lib/protocol/index.ts';
import type { CheckedFile } from './use-check.ts';

interface Props {
  files: readonly CheckedFile[];
  chosen: string | null;
  onChoose: (file: string) => void;
}

/** The processes among the files, each with what its check came to; one is looked at. */
export function FileList({ files, chosen, onChoose }: Props) {
  return (
    <ul class="deploy-files" aria-label={text('deployList')}>
      {files.map(({ outcome }) => (
        <li key={outcome.file}>
          <button
            type="button"
            class="deploy-file"
            aria-pressed={outcome.file === chosen}
            onClick={() => onChoose(outcome.file)}
          >
            <span class="deploy-file-name">{outcome.name ?? outcome.file}</span>
            {outcome.name && <span class="deploy-file-path">{outcome.file}</span>}
            <State outcome={outcome} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function State({ outcome }: { outcome: FileOutcome }) {
  const { icon, look, words } = stateOf(outcome);
  return (
    <span class={`deploy-state deploy-${look}`}>
      <Icon name={icon} />
      <span>{words}</span>
      {outcome.warnings.length > 0 && (
        <span class="deploy-warnings">{counted('deployWarnings', outcome.warnings.length)}</span>
      )}
    </span>
  );
}

function stateOf(outcome: FileOutcome): { icon: IconName; look: 'ok' | 'danger' | 'calm'; words: string } {
  const { findings, version, unchanged } = outcome;
  if (findings.length > 0) {
    return { icon: 'error', look: 'danger', words: counted('deployFindings', findings.length) };
  }
  if (version !== null) return { icon: 'ok', look: 'ok', words: text('deployedAs', String(version)) };
  if (unchanged) return { icon: 'skipped', look: 'calm', words: text('deployUnchanged') };
  return { icon: 'ok', look: 'ok', words: text('deployPasses') };
}
