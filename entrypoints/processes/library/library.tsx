import type { SectionProps } from '../section-props.ts';
import { LibraryList } from './library-list.tsx';
import { ProcessView } from './process/process-view.tsx';

/** The library: all processes, or one of them. */
export function Library({ path: [process] }: SectionProps) {
  return process === undefined ? <LibraryList /> : <ProcessView process={process} />;
}
