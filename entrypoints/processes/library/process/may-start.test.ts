import { describe, expect, it } from 'vitest';
import { anna } from '../../../../lib/testing/page-samples.ts';
import { mayStart } from './may-start.ts';

const sales = { account: null, role: { id: 'r-sales', name: 'Sales' } };
const nobody = { account: { id: 'u-other', name: 'Other' }, role: null };
const me = { account: { id: anna.id, name: anna.name }, role: null };
const reader = { ...anna, permissions: [] };

describe('somebody may start a process', () => {
  it.each([
    ['with the permission, where no line fits', anna, [{ ...nobody, allowed: false }], true],
    ['not without it', reader, [], false],
    ['by a line for them, also without the permission', reader, [{ ...me, allowed: true }], true],
    ['by a line for their role', reader, [{ ...sales, allowed: true }], true],
    [
      'not where the first line that fits denies it',
      anna,
      [
        { ...sales, allowed: false },
        { ...me, allowed: true },
      ],
      false,
    ],
    [
      'where the first line that fits allows it',
      reader,
      [
        { ...me, allowed: true },
        { ...sales, allowed: false },
      ],
      true,
    ],
  ])('%s', (_, user, permissions, allowed) => {
    expect(mayStart({ permissions }, user)).toBe(allowed);
  });
});
