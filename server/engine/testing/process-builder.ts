/** Builds BPMN XML fluently, so that a test shows the whole process it is about. */

type Properties = Record<string, string>;

interface TaskOptions {
  name?: string;
  assignee?: string;
  role?: string;
  dueDate?: string;
  formRef?: string;
  properties?: Properties;
}

interface FlowOptions {
  id?: string;
  condition?: string;
}

export class ProcessBuilder {
  private readonly nodes: string[] = [];
  private readonly definitions: string[] = [];
  private flowCount = 0;
  private readonly defaults = new Map<string, string>();
  private readonly properties: Properties;
  private readonly attributes: string;

  constructor(
    properties: Properties = {},
    attributes = 'isExecutable="true" camunda:historyTimeToLive="180"',
  ) {
    this.properties = properties;
    this.attributes = attributes;
  }

  start(id: string, properties: Properties = {}): this {
    return this.node('startEvent', id, {}, properties);
  }

  end(id: string): this {
    return this.node('endEvent', id, {}, {});
  }

  exclusive(id: string, properties: Properties = {}): this {
    return this.node('exclusiveGateway', id, {}, properties);
  }

  parallel(id: string, properties: Properties = {}): this {
    return this.node('parallelGateway', id, {}, properties);
  }

  /** A user task; without options a *Perform task* for anna with the one default result. */
  task(id: string, { name = id, assignee, role, dueDate, formRef, properties = {} }: TaskOptions = {}): this {
    const attributes = {
      name,
      'camunda:assignee': assignee ?? (role === undefined ? 'anna' : undefined),
      'camunda:candidateGroups': role,
      'camunda:dueDate': dueDate,
      'camunda:formRef': formRef,
      'camunda:formRefBinding': formRef === undefined ? undefined : 'deployment',
    };
    return this.node('userTask', id, attributes, { kind: 'perform-task', ...properties });
  }

  /** A user dialog with the answers yes and no in the variable `answer`. */
  dialog(id: string, { properties = {}, ...options }: TaskOptions = {}): this {
    const answers = { 'answer:yes': 'Yes', 'answer:no': 'No' };
    return this.task(id, {
      ...options,
      properties: { kind: 'user-dialog', result: 'answer', ...answers, ...properties },
    });
  }

  /** Messages, signals and errors: XML beside the process. */
  definition(...xml: string[]): this {
    this.definitions.push(...xml);
    return this;
  }

  /** Any other XML, as it stands. */
  raw(xml: string): this {
    this.nodes.push(xml);
    return this;
  }

  flow(source: string, target: string, { id, condition }: FlowOptions = {}): this {
    this.flowCount += 1;
    const name = id ?? `${source}-${target}`;
    const body =
      condition === undefined
        ? ''
        : `<conditionExpression xsi:type="tFormalExpression">${escapeXml(condition)}</conditionExpression>`;
    this.nodes.push(
      `<sequenceFlow id="${name}" sourceRef="${source}" targetRef="${target}">${body}</sequenceFlow>`,
    );
    return this;
  }

  /** A flow that is taken when no other matches. */
  otherwise(source: string, target: string, id = `${source}-${target}`): this {
    this.defaults.set(source, id);
    return this.flow(source, target, { id });
  }

  /** Several elements one after the other. */
  path(...ids: string[]): this {
    for (const [index, id] of ids.slice(1).entries()) this.flow(ids[index] ?? '', id);
    return this;
  }

  xml(): string {
    const nodes = this.nodes.map((node) => {
      const id = /^<\w+ id="([^"]+)"/.exec(node)?.[1];
      const flow = id === undefined ? undefined : this.defaults.get(id);
      return flow === undefined || node.startsWith('<sequenceFlow')
        ? node
        : node.replace(' id=', ` default="${flow}" id=`);
    });
    return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="file" targetNamespace="urn:test">
${this.definitions.join('\n')}
<process id="test" name="Test" ${this.attributes}>
${extension(this.properties)}
${nodes.join('\n')}
</process>
</definitions>`;
  }

  private node(
    type: string,
    id: string,
    attributes: Record<string, string | undefined>,
    properties: Properties,
  ): this {
    const written = Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined ? [] : [` ${name}="${escapeXml(value)}"`],
    );
    this.nodes.push(`<${type} id="${id}"${written.join('')}>${extension(properties)}</${type}>`);
    return this;
  }
}

/** Starts a process; `properties` are its own `throughline:` properties. */
export function process(properties: Properties = {}): ProcessBuilder {
  return new ProcessBuilder(properties);
}

/** The extension elements with `throughline:` properties, and other extensions before them. */
export function extension(properties: Properties, others = ''): string {
  const entries = Object.entries(properties);
  if (entries.length === 0 && others === '') return '';
  const lines = entries.map(
    ([name, value]) =>
      `<camunda:property name="throughline:${escapeXml(name)}" value="${escapeXml(value)}"/>`,
  );
  return `<extensionElements>${others}<camunda:properties>${lines.join('')}</camunda:properties></extensionElements>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
