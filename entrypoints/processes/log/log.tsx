import type { SectionProps } from '../section-props.ts';
import { InstanceView } from './instance/instance-view.tsx';
import { LogView } from './log-view.tsx';

/** The log: all instances, or the one that the path names. */
export function Log({ path: [instance] }: SectionProps) {
  return instance === undefined ? <LogView /> : <InstanceView instance={instance} />;
}
