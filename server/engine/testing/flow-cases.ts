/** Processes that the rules on elements and flows refuse. */
import { process } from './process.ts';
import { type Case, chosen, KIND, plain, straight } from './rule-processes.ts';

export const FLOW_CASES = {
  identifier: [
    [
      'an id that every object has',
      process().start('in').task('__proto__').path('in', '__proto__'),
      '__proto__',
      'an id',
    ],
  ],
  'supported-element': [
    [
      'a service task',
      straight().raw('<serviceTask id="call" name="Call"/>').flow('work', 'call'),
      'call',
      'got serviceTask',
    ],
    [
      'an inclusive gateway',
      straight().raw('<inclusiveGateway id="or"/>').flow('work', 'or').flow('or', 'out'),
      'or',
      'got inclusiveGateway',
    ],
    [
      'a boundary event',
      straight().raw(
        '<boundaryEvent id="late" attachedToRef="work"><timerEventDefinition id="t"/></boundaryEvent>',
      ),
      'late',
      'got boundaryEvent',
    ],
    ['a sub-process', straight().raw('<subProcess id="sub"/>').flow('work', 'sub'), 'sub', 'got subProcess'],
    ['a data object', straight().raw('<dataObject id="data"/>'), 'data', 'got dataObject'],
  ],
  'supported-content': [
    [
      'a timer on the start event',
      process()
        .raw('<startEvent id="in"><timerEventDefinition id="t"/></startEvent>')
        .task('work')
        .path('in', 'work'),
      'in',
      'timerEventDefinition',
    ],
    [
      'a terminating end',
      straight()
        .raw('<endEvent id="stop"><terminateEventDefinition id="t"/></endEvent>')
        .flow('work', 'stop'),
      'stop',
      'terminateEventDefinition',
    ],
    [
      'a multi-instance task',
      plain('camunda:assignee="anna"', `${KIND}<multiInstanceLoopCharacteristics id="m"/>`),
      'work',
      'multiInstanceLoopCharacteristics',
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
      'an initiator variable',
      process().raw('<startEvent id="in" camunda:initiator="me"/>').task('work').path('in', 'work'),
      'in',
      'no camunda:initiator',
    ],
    [
      'a start form',
      process().raw('<startEvent id="in" camunda:formRef="f"/>').task('work').path('in', 'work'),
      'in',
      'a form on user tasks only',
    ],
  ],
  'one-start': [
    ['no start event', process().task('work').end('out').path('work', 'out'), 'test', 'got none'],
    ['two start events', straight().start('other').flow('other', 'work'), 'other', 'got another one'],
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
      'no condition on a flow out of a parallelGateway',
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
