import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StageColour } from '../../protocol/index.ts';
import { contrast } from '../../testing/contrast.ts';

const css = readFileSync(join(import.meta.dirname, 'colours.css'), 'utf8');

/** What a rule sets, by name. */
function rule(selector: string): Record<string, string> {
  const at = css.indexOf(`${selector} {`);
  const body = css.slice(at, css.indexOf('}', at));
  const found = [...body.matchAll(/--([\w-]+): (#[\da-f]{6})/g)];
  return at < 0 ? {} : Object.fromEntries(found.map(([, name = '', colour = '']) => [name, colour]));
}

describe.each(StageColour.options)('the colour %s', (colour) => {
  const light = rule(`\n[data-colour="${colour}"]`);
  const dark = rule(`.bar[data-tone="dark"]:is([data-colour="${colour}"])`);

  it('can be read on, in light and in dark, in the current stage and in those before', () => {
    expect(contrast('#ffffff', light.solid)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(light['on-tint'], light.tint)).toBeGreaterThanOrEqual(7);
    expect(contrast(dark['on-tint'], dark.tint)).toBeGreaterThanOrEqual(7);
  });

  it('shows the current stage apart from those before it', () => {
    expect(contrast(light.solid, light.tint)).toBeGreaterThanOrEqual(3);
  });
});
