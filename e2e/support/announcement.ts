/** A process with everything that an administrator's day has: system actions, one that can fail, and a wait. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const ANNOUNCE = 'Announce the campaign';
export const SIGNAL = 'campaign-open';

const properties = (values: Record<string, string>) =>
  `<bpmn:extensionElements><camunda:properties>${Object.entries(values)
    .map(([name, value]) => `<camunda:property name="throughline:${name}" value="${value}" />`)
    .join('')}</camunda:properties></bpmn:extensionElements>`;

/**
 * `url` is what the step *Tell the call centre* calls; `mark`: a call that fails is not made
 * again, and at the end the lead is changed in the CRM.
 */
export function announcement(url: string, mark = true): string {
  const action = (id: string, name: string, topic: string, values: Record<string, string>) =>
    `<bpmn:serviceTask id="${id}" name="${name}" camunda:type="external" camunda:topic="throughline:${topic}">${properties(values)}</bpmn:serviceTask>`;
  const places = ['Start', 'Tell', 'Open', ...(mark ? ['Mark'] : []), 'End'];
  const flows = places
    .slice(1)
    .map((to, index) => `<bpmn:sequenceFlow id="To${to}" sourceRef="${places[index]}" targetRef="${to}" />`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="file" targetNamespace="https://example.org">
  <bpmn:process id="announce" name="${ANNOUNCE}" isExecutable="true" camunda:historyTimeToLive="30">
    ${properties({ record: 'demo:lead' })}
    <bpmn:startEvent id="Start" />
    ${action('Tell', 'Tell the call centre', 'call-web-service', { url: `${url}/\${recordId}`, retries: mark ? '0' : '2' })}
    <bpmn:intermediateCatchEvent id="Open" name="Campaign is open"><bpmn:signalEventDefinition signalRef="signal" /></bpmn:intermediateCatchEvent>
    ${
      mark
        ? action('Mark', 'Mark the lead as contacted', 'modify-data', {
            ...{ system: '${recordSystem}', type: '${recordType}', id: '${recordId}' },
            'value:status': 'Contacted',
          })
        : ''
    }
    <bpmn:endEvent id="End" />
    ${flows.join('')}
  </bpmn:process>
  <bpmn:signal id="signal" name="${SIGNAL}" />
</bpmn:definitions>`;
}

/** The same with a setting that is missing: what the check has to find. */
export function faultyAnnouncement(url: string): string {
  return announcement(url).replace(/<camunda:property name="throughline:url"[^>]*>/, '');
}

/** A call centre that does not take everything. */
export interface CallCentre {
  url: string;
  /** Records that it refuses for now. */
  refused: Set<string>;
  /** How often it was told of each record. */
  calls: Map<string, number>;
  stop(): Promise<void>;
}

export async function startCallCentre(): Promise<CallCentre> {
  const refused = new Set<string>();
  const calls = new Map<string, number>();
  const server = createServer((request, response) => {
    const record = request.url?.slice(1) ?? '';
    calls.set(record, (calls.get(record) ?? 0) + 1);
    response.statusCode = refused.has(record) ? 404 : 200;
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    refused,
    calls,
    stop: () => new Promise((done) => server.close(() => done())),
  };
}
