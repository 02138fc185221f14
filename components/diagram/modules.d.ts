/** Arranges the elements of a process that has no drawing; it ships no types. */
declare module 'bpmn-auto-layout' {
  export function layoutProcess(xml: string): Promise<string>;
}

/** Reads and writes BPMN; its types do not cover its entry. */
declare module 'bpmn-moddle' {
  export class BpmnModdle {
    constructor(extensions: Record<string, unknown>);
    fromXML(xml: string): Promise<{ rootElement: unknown }>;
    toXML(rootElement: unknown): Promise<{ xml: string }>;
  }
}
