import './hint.css';
import { IconButton } from './button.tsx';
import { text } from './text.ts';

interface ButtonProps {
  id: string;
  open: boolean;
  onToggle: (open: boolean) => void;
}

/** The information button of a step's page (behaviour 1.1). It stands there only if there is a hint. */
export function HintButton({ id, open, onToggle }: ButtonProps) {
  return (
    <IconButton
      icon="hint"
      name={text('hintButton')}
      expanded={open}
      controls={id}
      onClick={() => onToggle(!open)}
    />
  );
}

/** The author's hint, under the page's head: it pushes the content down instead of covering it. */
export function Hint({ id, hint, open }: { id: string; hint: string; open: boolean }) {
  return (
    <div class="hint" id={id} role="note" hidden={!open}>
      {hint}
    </div>
  );
}
