import { useMay } from './answer.tsx';
import { Button, type ButtonLook } from './button.tsx';
import { openOnce } from './open-once.ts';
import { PROCESSES_PAGE } from './pages.ts';
import { text } from './text.ts';

interface Props {
  look?: ButtonLook;
  onOpened?: () => void;
}

/** Leads to library, log and statistics; only for people who may see any of them. */
export function ProcessesButton({ look = 'secondary', onOpened }: Props) {
  const may = useMay();
  if (!may('see-log') && !may('manage-definitions')) return null;
  return (
    <Button look={look} icon="library" onClick={() => openOnce(PROCESSES_PAGE).then(onOpened)}>
      {text('processesTitle')}
    </Button>
  );
}
