import { Icon } from '../../../components/icon.tsx';
import type { ProcessState } from '../../../lib/protocol/index.ts';
import { stateIcon, stateWords } from './words.ts';

/** The state of a process: a word, a picture and a colour. */
export function StateTag({ state }: { state: ProcessState }) {
  return (
    <span class={`state-tag state-${state}`}>
      <Icon name={stateIcon(state)} />
      <span>{stateWords(state)}</span>
    </span>
  );
}
