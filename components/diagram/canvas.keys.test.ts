import { describe, expect, it } from 'vitest';
import { canvasAction } from './canvas.keys.ts';

const bare = { ctrlKey: false, metaKey: false, altKey: false };

describe('a key in the drawing', () => {
  it.each([
    ['ArrowRight', { move: { dx: -60, dy: 0 } }],
    ['ArrowUp', { move: { dx: 0, dy: 60 } }],
    ['+', { zoom: 'in' }],
    ['-', { zoom: 'out' }],
    ['0', { zoom: 'fit' }],
    ['Tab', null],
    ['a', null],
  ])('%s does %j', (key, action) => {
    expect(canvasAction({ ...bare, key })).toEqual(action);
  });

  it.each(['ctrlKey', 'metaKey', 'altKey'])('is left alone with %s', (modifier) => {
    expect(canvasAction({ ...bare, key: '+', [modifier]: true })).toBeNull();
  });
});
