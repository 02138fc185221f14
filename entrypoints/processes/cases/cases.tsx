import type { FunctionComponent } from 'preact';
import { Empty } from '../../../components/empty.tsx';
import { text } from '../../../components/text.ts';
import type { SectionProps } from '../section-props.ts';
import { Designer } from './design/designer.tsx';

/** The pages of one case, by the part of the path behind its key. */
const PAGES: Readonly<Record<string, FunctionComponent<{ process: string }>>> = {
  design: Designer,
};

/** A page of one case. */
export function Cases({ path: [process = '', page = ''] }: SectionProps) {
  const View = Object.hasOwn(PAGES, page) ? PAGES[page] : undefined;
  if (View) return <View key={process} process={process} />;
  return (
    <Empty icon="unknown" title={text('processesUnknownTitle')} wholePage>
      {text('processesUnknown')}
    </Empty>
  );
}
