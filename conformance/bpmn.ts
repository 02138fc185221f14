/**
 * BPMN as an expression: every function gives a piece of XML, and pieces stand inside each other as elements
 * do. A case then shows its whole process. Messages, signals and errors are declared by being used.
 */

type Part = string;

interface Common {
  /** `camunda:inputOutput`: parameter name to value. */
  input?: Record<string, string>;
  output?: Record<string, string>;
  loop?: Part;
}

interface GatewayOptions {
  /** Id of the flow that is taken when no other is. */
  otherwise?: string;
}

interface BoundaryOptions {
  /** The element goes on. */
  beside?: boolean;
}

/** A process file with one process. */
export function bpmn(id: string, ...parts: Part[]): string {
  const body = parts.join('\n');
  const declared = ['message', 'signal', 'error'].flatMap((kind) => declarations(kind, body));
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="file" targetNamespace="urn:conformance">
${declared.join('\n')}
<process id="${id}" name="${id}" isExecutable="true" camunda:historyTimeToLive="180">
${body}
</process>
</definitions>`;
}

/** Flows through the elements, one after the other. Ids are `source-target`. */
export function path(...ids: string[]): Part {
  return ids
    .slice(1)
    .map((target, index) => flow(ids[index] ?? '', target))
    .join('\n');
}

export function flow(source: string, target: string, condition?: string): Part {
  const body = condition === undefined ? '' : conditionXml('conditionExpression', condition);
  return `<sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}">${body}</sequenceFlow>`;
}

export const start = (id: string, event: Part = '', { beside = false }: BoundaryOptions = {}): Part =>
  `<startEvent id="${id}"${beside ? ' isInterrupting="false"' : ''}>${event}</startEvent>`;
export const end = (id: string, event: Part = ''): Part => element('endEvent', id, event);
export const caught = (id: string, event: Part): Part => element('intermediateCatchEvent', id, event);
export const thrown = (id: string, event: Part): Part => element('intermediateThrowEvent', id, event);

export function boundary(
  id: string,
  host: string,
  event: Part,
  { beside = false }: BoundaryOptions = {},
): Part {
  return `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${!beside}">${event}</boundaryEvent>`;
}

/** A *Perform task* for anna. */
export function task(id: string, options: Common & { result?: string } = {}): Part {
  const { result, ...common } = options;
  const properties = { kind: 'perform-task', ...(result === undefined ? {} : { result }) };
  return element(
    'userTask',
    id,
    options.loop ?? '',
    `name="${id}" camunda:assignee="anna"`,
    common,
    properties,
  );
}

/** A task that an engine carries out by handing it to a worker. */
export function service(id: string, options: Common = {}, type = 'serviceTask'): Part {
  return element(type, id, options.loop ?? '', externalAttributes(id), options);
}

export const sendTask = (id: string): Part => service(id, {}, 'sendTask');
export const ruleTask = (id: string): Part => service(id, {}, 'businessRuleTask');
export const manual = (id: string): Part => element('manualTask', id);
export const receive = (id: string, name: string, options: Common = {}): Part =>
  element('receiveTask', id, options.loop ?? '', `messageRef="message-${name}"`, options);

export const exclusive = (id: string, options: GatewayOptions = {}): Part =>
  gateway('exclusiveGateway', id, options);
export const parallel = (id: string): Part => gateway('parallelGateway', id);
export const inclusive = (id: string, options: GatewayOptions = {}): Part =>
  gateway('inclusiveGateway', id, options);
export const eventBased = (id: string): Part => gateway('eventBasedGateway', id);

/** An embedded sub-process. */
export function sub(id: string, ...parts: Part[]): Part {
  return element('subProcess', id, parts.join('\n'), `name="${id}"`);
}

/** An embedded sub-process with mapping or several executions. */
export function subWith(id: string, options: Common, ...parts: Part[]): Part {
  return element('subProcess', id, [options.loop ?? '', ...parts].join('\n'), `name="${id}"`, options);
}

export function eventSub(id: string, ...parts: Part[]): Part {
  return element('subProcess', id, parts.join('\n'), `name="${id}" triggeredByEvent="true"`);
}

interface CallOptions {
  in?: Record<string, string>;
  out?: Record<string, string>;
  everything?: boolean;
  businessKey?: string;
  loop?: Part;
}

/** A call activity; `in` and `out` name the variable of the target and the one, or the `${…}`, it is taken from. */
export function call(id: string, process: string, options: CallOptions = {}): Part {
  const mapped = (tag: string, mapping: Record<string, string> = {}) =>
    Object.entries(mapping).map(([target, source]) => {
      const from = source.startsWith('$') ? `sourceExpression="${escaped(source)}"` : `source="${source}"`;
      return `<camunda:${tag} ${from} target="${target}"/>`;
    });
  const everything = options.everything
    ? ['<camunda:in variables="all"/>', '<camunda:out variables="all"/>']
    : [];
  const key =
    options.businessKey === undefined ? [] : [`<camunda:in businessKey="${escaped(options.businessKey)}"/>`];
  const extensions = [...everything, ...key, ...mapped('in', options.in), ...mapped('out', options.out)];
  return `<callActivity id="${id}" calledElement="${escaped(process)}"><extensionElements>${extensions.join('')}</extensionElements>${options.loop ?? ''}</callActivity>`;
}

/** One execution after the other, or all at once; over a list, or a number of times. */
export function times(
  over: { list: string; as: string } | { count: string },
  options: { sequential?: boolean; until?: string } = {},
): Part {
  const attributes =
    'list' in over ? ` camunda:collection="${escaped(over.list)}" camunda:elementVariable="${over.as}"` : '';
  const count = 'count' in over ? conditionXml('loopCardinality', over.count) : '';
  const until = options.until === undefined ? '' : conditionXml('completionCondition', options.until);
  return `<multiInstanceLoopCharacteristics isSequential="${options.sequential ?? false}"${attributes}>${count}${until}</multiInstanceLoopCharacteristics>`;
}

export const after = (duration: string): Part =>
  `<timerEventDefinition>${conditionXml('timeDuration', duration)}</timerEventDefinition>`;
export const every = (cycle: string): Part =>
  `<timerEventDefinition>${conditionXml('timeCycle', cycle)}</timerEventDefinition>`;
export const at = (date: string): Part =>
  `<timerEventDefinition>${conditionXml('timeDate', date)}</timerEventDefinition>`;
export const message = (name: string): Part => `<messageEventDefinition messageRef="message-${name}"/>`;
/** A message that a worker sends. */
export const sent = (topic: string): Part =>
  `<messageEventDefinition messageRef="message-${topic}" camunda:type="external" camunda:topic="${topic}"/>`;
export const signal = (name: string): Part => `<signalEventDefinition signalRef="signal-${name}"/>`;
export const link = (name: string): Part => `<linkEventDefinition name="${name}"/>`;
export const terminate = '<terminateEventDefinition/>';

/** Without a code: every error. The variables receive what was caught. */
export function error(code?: string, variables: { code?: string; message?: string } = {}): Part {
  const reference = code === undefined ? '' : ` errorRef="error-${code}"`;
  const codeVariable = variables.code === undefined ? '' : ` camunda:errorCodeVariable="${variables.code}"`;
  const text = variables.message === undefined ? '' : ` camunda:errorMessageVariable="${variables.message}"`;
  return `<errorEventDefinition${reference}${codeVariable}${text}/>`;
}

function gateway(type: string, id: string, { otherwise }: GatewayOptions = {}): Part {
  return element(type, id, '', otherwise === undefined ? '' : `default="${otherwise}"`);
}

function externalAttributes(topic: string): string {
  return `camunda:type="external" camunda:topic="${topic}"`;
}

function element(
  type: string,
  id: string,
  body: Part = '',
  attributes = '',
  { input, output }: Common = {},
  properties: Record<string, string> = {},
): Part {
  const extensions = `${mapping(input, output)}${propertiesXml(properties)}`;
  const extension = extensions === '' ? '' : `<extensionElements>${extensions}</extensionElements>`;
  return `<${type} id="${id}" ${attributes}>${extension}${body}</${type}>`;
}

function mapping(input: Record<string, string> = {}, output: Record<string, string> = {}): Part {
  const written = (tag: string, values: Record<string, string>) =>
    Object.entries(values).map(
      ([name, value]) => `<camunda:${tag} name="${name}">${escaped(value)}</camunda:${tag}>`,
    );
  const all = [...written('inputParameter', input), ...written('outputParameter', output)];
  return all.length === 0 ? '' : `<camunda:inputOutput>${all.join('')}</camunda:inputOutput>`;
}

function propertiesXml(properties: Record<string, string>): Part {
  const all = Object.entries(properties).map(
    ([name, value]) => `<camunda:property name="throughline:${name}" value="${escaped(value)}"/>`,
  );
  return all.length === 0 ? '' : `<camunda:properties>${all.join('')}</camunda:properties>`;
}

function conditionXml(tag: string, text: string): Part {
  return `<${tag} xsi:type="tFormalExpression">${escaped(text)}</${tag}>`;
}

/** `<message id="message-paid" name="paid"/>` for every reference to it; an error's name is its code. */
function declarations(kind: string, body: string): string[] {
  const names = [...body.matchAll(new RegExp(`${kind}Ref="${kind}-([^"]+)"`, 'g'))].map(
    ([, name]) => name ?? '',
  );
  return [...new Set(names)].map((name) => {
    const code = kind === 'error' ? ` errorCode="${name}"` : '';
    return `<${kind} id="${kind}-${name}" name="${name}"${code}/>`;
  });
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
