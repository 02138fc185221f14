/** Arranges the elements of a process that has no drawing; it ships no types. */
declare module 'bpmn-auto-layout' {
  export function layoutProcess(xml: string): Promise<string>;
}
