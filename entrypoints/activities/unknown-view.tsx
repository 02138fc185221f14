import { Empty } from '../../components/empty.tsx';
import { text } from '../../components/text.ts';

/** There is no such part of the page. */
export function UnknownView() {
  return (
    <Empty icon="unknown" title={text('processesUnknownTitle')} wholePage>
      {text('processesUnknown')}
    </Empty>
  );
}
