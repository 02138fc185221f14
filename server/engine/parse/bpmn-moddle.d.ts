/** The part of bpmn-moddle that the parser uses; the package ships no types for its entry. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    $type: string;
    $attrs: Record<string, string>;
    $descriptor?: { properties: { name: string; ns: { prefix: string; localName: string } }[] };
    [property: string]: unknown;
  }

  export interface ModdleWarning {
    message: string;
    property?: string;
    value?: string;
    element?: ModdleElement;
  }

  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: ModdleWarning[] }>;
  }
}
