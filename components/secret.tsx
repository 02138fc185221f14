import './secret.css';
import { CopyButton } from './copy-button.tsx';

interface Props {
  /** What it is, and that it is not shown again. */
  words: string;
  secret: string;
  copyLabel: string;
}

/** A secret at the only moment at which it can be seen. */
export function Secret({ words, secret, copyLabel }: Props) {
  return (
    <div class="secret" role="status">
      <p>{words}</p>
      <code>{secret}</code>
      <CopyButton label={copyLabel} words={() => secret} />
    </div>
  );
}
