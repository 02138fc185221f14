import { beforeEach, describe, expect, it } from 'vitest';
import { type FakeWorld, openWorld } from '../testing/browser.ts';
import { Badge, badgeOf } from './badge.ts';

let world: FakeWorld;
beforeEach(() => {
  world = openWorld();
});

describe('the badge', () => {
  it('counts what needs attention and vanishes at zero (behaviour 6.1, counter)', () => {
    expect(badgeOf({ attention: 3, link: 'live', attempt: 0 })).toMatchObject({
      text: '3',
      title: 'badgeTasks 3',
    });
    expect(badgeOf({ attention: 1, link: 'live', attempt: 0 }).title).toBe('badgeOneTask');
    expect(badgeOf({ attention: 0, link: 'live', attempt: 0 })).toMatchObject({
      text: '',
      title: 'badgeNoTasks',
    });
  });

  it('stays readable when there are very many', () => {
    expect(badgeOf({ attention: 12_345, link: 'live', attempt: 0 }).text).toBe('999+');
  });

  it('has a mark when the person is signed out or the server away, not for a short interruption', () => {
    expect(badgeOf({ attention: 0, link: 'signed-out', attempt: 0 }).text).toBe('!');
    expect(badgeOf({ attention: 0, link: 'refused', attempt: 1 }).title).toContain('badgeRefused');
    expect(badgeOf({ attention: 0, link: 'waiting', attempt: 1 }).text).toBe('');
    expect(badgeOf({ attention: 2, link: 'waiting', attempt: 3 })).toMatchObject({
      ...{ text: '2', title: 'badgeTasks 2 – badgeOffline' },
    });
  });

  it('is drawn only when it has changed', async () => {
    const badge = new Badge();
    await badge.draw({ attention: 2, link: 'live', attempt: 0 });
    expect(world.badge.text).toBe('2');
    world.badge.text = 'untouched';
    await badge.draw({ attention: 2, link: 'syncing', attempt: 1 });
    expect(world.badge.text).toBe('untouched');
  });
});
