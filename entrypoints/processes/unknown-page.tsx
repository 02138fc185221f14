import { Empty } from '../../components/empty.tsx';
import { text } from '../../components/text.ts';

/** For an address that leads nowhere. */
export function UnknownPage() {
  return (
    <Empty icon="unknown" title={text('processesUnknownTitle')} wholePage>
      {text('processesUnknown')}
    </Empty>
  );
}
