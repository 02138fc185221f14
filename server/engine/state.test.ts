import { describe, expect, it } from 'vitest';
import { readState } from './state.ts';
import { after, boundary, draw, end, parallel, path, service, start, task } from './testing/drawing.ts';
import { Scenario } from './testing/scenario.ts';

const bytes = (run: Scenario) => Buffer.byteLength(JSON.stringify(run.state));

describe('what is stored of an instance that waits', () => {
  it('[ENG-31] is small: it is written at every step', () => {
    const simple = new Scenario(draw([start('in'), task('work'), end('out'), path('in', 'work', 'out')]));
    expect(bytes(simple)).toBeLessThan(250);
    const busy = new Scenario(
      draw([
        ...[start('in'), parallel('fork'), task('call'), service('load'), parallel('join'), end('out')],
        ...[path('in', 'fork', 'call', 'join', 'out'), path('fork', 'load', 'join')],
        boundary('late', 'call', after('P2D')),
      ]),
      {
        startedBy: 'anna',
        recordSystem: 'crm',
        recordType: 'lead',
        recordId: '17',
        recordTitle: 'Ada Lovelace',
      },
    );
    expect(bytes(busy.work('load'))).toBeLessThan(600);
  });

  it('[ENG-31] is refused in another format instead of being guessed at', () => {
    for (const stored of [null, 'x', {}, { format: 1 }])
      expect(() => readState(stored)).toThrow('Expected a state of format 2');
  });
});
