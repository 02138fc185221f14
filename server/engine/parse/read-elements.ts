/** Reads the elements and flows of a process with those of its sub-processes into flat lists. */
import type { ModdleElement } from 'bpmn-moddle';
import { described, extensionsOf, list, localName, record, reference, text, written } from './moddle.ts';
import { readEvents, readLoop, readMappings, readVariable } from './read-event.ts';
import type { SourceElement, SourceFlow } from './source.ts';

/** Sub-processes that are drawn into one another, at most. */
export const MAX_DEPTH = 20;
/** Elements and flows of one process, at most. */
export const MAX_NODES = 4000;

/** Child elements that describe, or that have a field of their own in the source. */
const READ = new Set(
  'documentation extensionElements incoming outgoing default eventDefinitions loopCharacteristics flowElements artifacts laneSets'.split(
    ' ',
  ),
);
const PLAIN_FIELDS = new Set(['id', 'name', '$type', '$attrs', '$parent', '$descriptor', '$model']);
/** Flags that change what an element does. */
const FLAGS = ['isForCompensation', 'instantiate', 'parallelMultiple'];

interface Node {
  node: ModdleElement;
  parent: string | null;
}

/** Why a process is not read any further; null: it is not too large. */
export interface Elements {
  elements: SourceElement[];
  flows: SourceFlow[];
  tooLarge: string | null;
}

/** The elements and flows of every scope. */
export function readElements(process: ModdleElement): Elements {
  const nodes: Node[] = [];
  let scopes: Node[] = [{ node: process, parent: null }];
  for (let depth = 0; scopes.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return tooLarge(`at most ${MAX_DEPTH} sub-processes inside one another, got more`);
    const inside = scopes.flatMap(({ node }) =>
      list(node.flowElements).map((child) => ({
        node: child,
        parent: node === process ? null : text(node.id),
      })),
    );
    nodes.push(...inside);
    if (nodes.length > MAX_NODES) return tooLarge(`at most ${MAX_NODES} elements and flows, got more`);
    scopes = inside.filter(({ node }) => list(node.flowElements).length > 0);
  }
  const isFlow = ({ node }: Node) => node.$type === 'bpmn:SequenceFlow';
  const flows = nodes.filter(isFlow).map(readFlow);
  const incoming = Map.groupBy(flows, ({ target }) => target);
  const outgoing = Map.groupBy(flows, ({ source }) => source);
  const elements = nodes
    .filter((node) => !isFlow(node))
    .map((node) => {
      const element = readElement(node);
      element.incoming = incoming.get(element.id) ?? [];
      element.outgoing = outgoing.get(element.id) ?? [];
      return element;
    });
  return { elements, flows, tooLarge: null };
}

function tooLarge(what: string): Elements {
  return { elements: [], flows: [], tooLarge: what };
}

function readFlow({ node, parent }: Node): SourceFlow {
  const condition = record(node.conditionExpression);
  return {
    ...described(node),
    parent,
    source: reference(node.sourceRef),
    target: reference(node.targetRef),
    condition: condition === null ? null : (text(condition.body) ?? ''),
    language: condition === null ? null : (text(condition.language) ?? text(condition.resource)),
  };
}

function readElement({ node, parent }: Node): SourceElement {
  return {
    ...described(node),
    type: localName(node.$type),
    parent,
    parts: partsOf(node),
    incoming: [],
    outgoing: [],
    defaultFlow: reference(node.default),
    events: readEvents(node),
    attachedTo: reference(node.attachedToRef),
    interrupting: node.cancelActivity !== false && node.isInterrupting !== false,
    triggeredByEvent: node.triggeredByEvent === true,
    called: written(node.calledElement),
    loop: readLoop(node),
    inputs: readMappings(node, 'inputParameters'),
    outputs: readMappings(node, 'outputParameters'),
    given: extensionsOf(node, 'camunda:In').map(readVariable),
    returned: extensionsOf(node, 'camunda:Out').map(readVariable),
  };
}

/** Everything inside the element that is neither description nor has a field: data, scripts, flags. */
function partsOf(node: ModdleElement): string[] {
  const children = Object.keys(node)
    .filter((key) => !PLAIN_FIELDS.has(key) && !READ.has(key))
    .flatMap((key) => {
      const value = node[key];
      if (Array.isArray(value)) return list(value).map(({ $type }) => localName($type));
      const child = record(value);
      return child === null ? [] : [localName(child.$type)];
    });
  const flags = FLAGS.filter((flag) => node[flag] === true);
  const shared = list(node.eventDefinitionRef).map(() => 'eventDefinitionRef');
  const parallel = node.eventGatewayType === 'Parallel' ? ['eventGatewayType'] : [];
  return [...children, ...flags, ...shared, ...parallel];
}
