import { layoutProcess } from 'bpmn-auto-layout';
import { BpmnModdle } from 'bpmn-moddle';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };

/** What a model says of flows, as far as the arrangement needs it. */
interface Node {
  $type: string;
  rootElements?: Node[];
  flowElements?: Node[];
  sourceRef?: Node;
  targetRef?: Node;
  incoming?: Node[];
  outgoing?: Node[];
}

/**
 * A process that has no drawing, with one. The arrangement follows what elements say of their flows; files that
 * were not written by a modeler leave that out, so it is filled in from the flows themselves.
 */
export async function arranged(xml: string): Promise<string> {
  const moddle = new BpmnModdle({ camunda });
  const { rootElement } = await moddle.fromXML(xml);
  connect(rootElement as unknown as Node);
  const { xml: connected } = await moddle.toXML(rootElement);
  return layoutProcess(connected);
}

function connect(node: Node): void {
  for (const inner of [...(node.rootElements ?? []), ...(node.flowElements ?? [])]) {
    const { sourceRef, targetRef } = inner;
    if (inner.$type === 'bpmn:SequenceFlow' && sourceRef && targetRef) {
      sourceRef.outgoing = withFlow(sourceRef.outgoing, inner);
      targetRef.incoming = withFlow(targetRef.incoming, inner);
    }
    connect(inner);
  }
}

function withFlow(flows: Node[] | undefined, flow: Node): Node[] {
  return flows?.includes(flow) ? flows : [...(flows ?? []), flow];
}
