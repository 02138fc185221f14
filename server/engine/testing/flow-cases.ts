/** Processes that the rules on elements and flows refuse. */
import { process } from './process.ts';
import {
  aside,
  begunBy,
  between,
  type Case,
  chosen,
  element,
  KIND,
  MESSAGE,
  plain,
  SIGNAL,
  service,
  straight,
} from './rule-processes.ts';

export const FLOW_CASES = {
  identifier: [
    [
      'a process without an id',
      straight().xml().replace('<process id="test"', '<process'),
      null,
      'an id of 1',
    ],
    ['an id that is too long', straight().task('x'.repeat(201)), 'x'.repeat(201), 'an id of 1 to 200'],
    [
      'an id that every object has',
      process().start('in').task('__proto__').path('in', '__proto__'),
      '__proto__',
      'an id',
    ],
  ],
  'supported-element': [
    ['a script task', straight().raw('<scriptTask id="x"/>').flow('work', 'x'), 'x', 'got scriptTask'],
    ['a transaction', straight().raw('<transaction id="x"/>').flow('work', 'x'), 'x', 'got transaction'],
    ['an ad-hoc sub-process', straight().raw('<adHocSubProcess id="x"/>'), 'x', 'got adHocSubProcess'],
    ['a complex gateway', straight().raw('<complexGateway id="x"/>'), 'x', 'got complexGateway'],
    ['a data object', straight().raw('<dataObject id="data"/>'), 'data', 'got dataObject'],
  ],
  'supported-content': [
    [
      'a loop that is not over a collection',
      plain('camunda:assignee="anna"', `${KIND}<standardLoopCharacteristics id="m"/>`),
      'work',
      'standardLoopCharacteristics',
    ],
    [
      'a loop over a data object',
      plain(
        'camunda:assignee="anna"',
        `${KIND}<multiInstanceLoopCharacteristics id="m"><loopDataInputRef>in</loopDataInputRef></multiInstanceLoopCharacteristics>`,
      ),
      'work',
      'loopDataInputRef',
    ],
    [
      'a step that is there to compensate',
      plain('camunda:assignee="anna" isForCompensation="true"', KIND),
      'work',
      'isForCompensation',
    ],
    [
      'a Java class',
      between('<serviceTask id="it" camunda:class="org.example.Work"/>'),
      'it',
      'no camunda:class',
    ],
    [
      'a version of the process that is called',
      between(
        '<callActivity id="it" calledElement="other" camunda:calledElementBinding="version" camunda:calledElementVersion="2"/>',
      ),
      'it',
      'the binding latest',
    ],
    [
      'a topic on a user task',
      plain('camunda:assignee="anna" camunda:topic="x"', KIND),
      'work',
      'on service tasks only',
    ],
    [
      'a task listener',
      plain(
        'camunda:assignee="anna"',
        '<extensionElements><camunda:taskListener event="create" class="x"/></extensionElements>',
      ),
      'work',
      'camunda:TaskListener',
    ],
    [
      'candidate users',
      plain('camunda:candidateUsers="anna,ben"', KIND),
      'work',
      'no camunda:candidateUsers',
    ],
    [
      'a form key',
      plain('camunda:assignee="anna" camunda:formKey="embedded:x"', KIND),
      'work',
      'no camunda:formKey',
    ],
    [
      'a start form',
      process().raw('<startEvent id="in" camunda:formRef="f"/>').task('work').path('in', 'work'),
      'in',
      'a form on user tasks only',
    ],
  ],
  starts: [
    ['no start event', process().task('work').end('out').path('work', 'out'), 'test', 'got none'],
    ['two start events', straight().start('other').flow('other', 'work'), 'other', 'got another one'],
    [
      'one message that starts it twice',
      begunBy(MESSAGE)
        .raw(element('startEvent', 'again', { inside: MESSAGE }))
        .flow('again', 'work'),
      'again',
      'a message that no other start event waits for, got that of it',
    ],
    [
      'one signal that starts it twice',
      begunBy(SIGNAL)
        .raw(element('startEvent', 'again', { inside: SIGNAL }))
        .flow('again', 'work'),
      'again',
      'a signal that no other start event waits for',
    ],
    [
      'one signal for two event sub-processes',
      aside(SIGNAL).raw(
        `<subProcess id="beside" triggeredByEvent="true">${element('startEvent', 'again', { inside: SIGNAL })}<task id="t"/><sequenceFlow id="f" sourceRef="again" targetRef="t"/></subProcess>`,
      ),
      'again',
      'got that of it',
    ],
    [
      'a quick launch of what only a signal starts',
      begunBy(SIGNAL, {}, { 'quick-launch': 'true' }),
      'test',
      'a plain start event for throughline:quick-launch',
    ],
    [
      'a record of what only a message starts',
      begunBy(MESSAGE, {}, { record: 'demo:lead' }),
      'test',
      'a plain start event for throughline:record',
    ],
  ],
  'connected-flow': [
    [
      'a flow to nowhere',
      straight().raw('<sequenceFlow id="loose" sourceRef="work"/>'),
      'loose',
      'a loose end',
    ],
    ['a flow into the start event', straight().flow('work', 'in'), 'in', 'no flow into the start event'],
    ['a flow out of an end event', straight().flow('out', 'work'), 'out', 'no flow out of an end event'],
    [
      'a flow across the border of a sub-process',
      straight()
        .raw(
          '<subProcess id="sub"><startEvent id="s"/><endEvent id="e"/><sequenceFlow id="s-out" sourceRef="s" targetRef="out"/><sequenceFlow id="s-e" sourceRef="s" targetRef="e"/></subProcess>',
        )
        .flow('work', 'sub'),
      's-out',
      'across its border',
    ],
    [
      'a gateway without a way out',
      straight().exclusive('stuck').flow('work', 'stuck'),
      'stuck',
      'a flow out of the exclusiveGateway',
    ],
    [
      'a start event without a way out',
      process().start('in').task('work'),
      'in',
      'a flow out of the startEvent',
    ],
  ],
  reachable: [
    [
      'a task beside the way',
      straight().task('island').flow('island', 'out'),
      'island',
      'a way from the start event',
    ],
    [
      'a task beside the way in a sub-process',
      straight()
        .raw(
          '<subProcess id="sub"><startEvent id="s"/><task id="t"/><task id="island"/><sequenceFlow id="s-t" sourceRef="s" targetRef="t"/></subProcess>',
        )
        .flow('work', 'sub'),
      'island',
      'a way from the start event',
    ],
    [
      'a circle of its own',
      straight().task('a').task('b').path('a', 'b', 'a'),
      'b',
      'a way from the start event',
    ],
  ],
  condition: [
    [
      'a broken condition',
      chosen().flow('choose', 'a', { condition: '${answer ==}' }).otherwise('choose', 'b'),
      'choose-a',
      'an expression',
    ],
    [
      'a condition without brackets',
      chosen().flow('choose', 'a', { condition: 'answer' }).otherwise('choose', 'b'),
      'choose-a',
      'one ${…}',
    ],
    [
      'a script as condition',
      chosen()
        .raw(
          '<sequenceFlow id="s" sourceRef="choose" targetRef="a"><conditionExpression xsi:type="tFormalExpression" language="groovy">true</conditionExpression></sequenceFlow>',
        )
        .otherwise('choose', 'b'),
      's',
      'got one in groovy',
    ],
    [
      'a condition behind a parallel gateway',
      process()
        .start('in')
        .parallel('fork')
        .task('a')
        .task('b')
        .path('in', 'fork', 'a')
        .flow('fork', 'b', { condition: '${true}' }),
      'fork-b',
      'no condition on a flow out of the parallelGateway',
    ],
    [
      'a condition behind an event',
      between(element('intermediateCatchEvent', 'it', { inside: MESSAGE }))
        .end('other')
        .flow('it', 'other', { condition: '${true}' }),
      'it-other',
      'no condition on a flow out of the intermediateCatchEvent',
    ],
    [
      'a condition on the only flow',
      process()
        .start('in')
        .exclusive('pass')
        .end('a')
        .path('in', 'pass')
        .flow('pass', 'a', { condition: '${true}' }),
      'pass-a',
      'the only flow',
    ],
    [
      'no condition beside another flow',
      chosen().flow('choose', 'a', { condition: "${answer == 'yes'}" }).flow('choose', 'b'),
      'choose-b',
      'a condition on the flow out of the exclusive gateway',
    ],
    [
      'a condition on the default flow',
      chosen()
        .raw(
          '<sequenceFlow id="choose-b" sourceRef="choose" targetRef="b"><conditionExpression>${true}</conditionExpression></sequenceFlow>',
        )
        .otherwise('choose', 'a', 'x')
        .raw(
          '<exclusiveGateway id="g2" default="y"/><sequenceFlow id="y" sourceRef="g2" targetRef="a"><conditionExpression>${true}</conditionExpression></sequenceFlow><sequenceFlow id="z" sourceRef="g2" targetRef="b"/>',
        )
        .flow('ask', 'g2'),
      'y',
      'no condition on a default flow',
    ],
    [
      'a default flow beside no condition',
      process().start('in').task('work').task('a').task('b').path('in', 'work', 'a').otherwise('work', 'b'),
      'work-b',
      'a flow with a condition beside the default flow',
    ],
    [
      'a default flow of another element',
      straight().raw('<exclusiveGateway id="g" default="in-work"/>').flow('work', 'g').flow('g', 'out'),
      'g',
      'a default flow out of the element',
    ],
  ],
  decision: [
    [
      'an answer without a flow',
      chosen({ 'answer:later': 'Later' })
        .flow('choose', 'a', { condition: "${answer == 'yes'}" })
        .flow('choose', 'b', { condition: "${answer == 'no'}" }),
      'choose',
      "got none for 'later'",
    ],
    [
      'an answer that need not be given',
      chosen({ required: 'false' })
        .flow('choose', 'a', { condition: "${answer == 'yes'}" })
        .flow('choose', 'b', { condition: "${answer == 'no'}" }),
      'choose',
      'got none for no answer',
    ],
    [
      'several answers without a default',
      chosen({ multiple: 'true' })
        .flow('choose', 'a', { condition: "${answer.contains('yes')}" })
        .flow('choose', 'b', { condition: "${answer.contains('no')}" }),
      'choose',
      'a default flow',
    ],
    [
      'a misspelt code',
      chosen().flow('choose', 'a', { condition: "${answer == 'yess'}" }).otherwise('choose', 'b'),
      'choose-a',
      "'yes', 'no'",
    ],
    [
      'conditions on something else',
      chosen()
        .flow('choose', 'a', { condition: '${amount > 1}' })
        .flow('choose', 'b', { condition: '${amount <= 1}' }),
      'choose',
      'a default flow',
    ],
    [
      'results that lead nowhere',
      process()
        .start('in')
        .task('work', { properties: { result: 'r', 'result:won': 'Won' } })
        .end('a')
        .path('in', 'work')
        .flow('work', 'a', { condition: "${r == 'lost'}" }),
      'work',
      "got none for 'won'",
    ],
    [
      'an inclusive gateway that no answer need match',
      process()
        .start('in')
        .dialog('ask')
        .raw('<inclusiveGateway id="or"/>')
        .end('a')
        .end('b')
        .path('in', 'ask', 'or')
        .flow('or', 'a', { condition: "${answer == 'yes'}" })
        .flow('or', 'b', { condition: "${answer != 'no'}" }),
      'or',
      "got none for 'no'",
    ],
    [
      'a service task that chooses without a default',
      process()
        .start('in')
        .raw(service('it', 'formula', { expression: '1 + 1', 'output:value': 'two' }))
        .end('a')
        .path('in', 'it')
        .flow('it', 'a', { condition: '${two == 2}' }),
      'it',
      'a default flow',
    ],
    [
      'a result of several executions',
      process()
        .start('in')
        .raw(
          `<userTask id="work" name="Work" camunda:assignee="anna">${KIND.replace('</camunda:properties>', '<camunda:property name="throughline:result" value="r"/><camunda:property name="throughline:result:a" value="A"/></camunda:properties>')}<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>`,
        )
        .exclusive('choose')
        .end('x')
        .end('y')
        .path('in', 'work', 'choose')
        .flow('choose', 'x', { condition: "${r == 'a'}" })
        .flow('choose', 'y', { condition: "${r != 'a'}" }),
      'choose',
      'a default flow',
    ],
    [
      'a gateway that another path leads to as well',
      chosen()
        .flow('choose', 'a', { condition: "${answer == 'yes'}" })
        .flow('choose', 'b', { condition: "${answer == 'no'}" })
        .parallel('p')
        .flow('ask', 'p')
        .flow('p', 'choose'),
      'choose',
      'a default flow',
    ],
  ],
} satisfies Record<string, Case[]>;
