import { beforeEach, describe, expect, it, vi } from 'vitest';
import { designedCase } from '../../../../lib/testing/case-design-samples.ts';
import { dropDraft, keepDraft, listDrafts, readDraft, watchDraft } from './drafts.ts';

const draft = { design: { definition: designedCase, forms: [] }, base: 3, at: 1000 };

beforeEach(() => localStorage.clear());

describe('a draft', () => {
  it('is there again, for whoever has made it, until it is dropped', () => {
    expect(keepDraft('anna', 'sale', draft)).toBe(true);
    expect(readDraft('anna', 'sale')).toEqual(draft);
    expect(readDraft('ben', 'sale')).toBeNull();
    dropDraft('anna', 'sale');
    expect(readDraft('anna', 'sale')).toBeNull();
  });

  it('is kept while its texts are not right yet', () => {
    const typing = { ...designedCase, name: '', key: 'a b', section: ':' };
    keepDraft('anna', 'sale', { ...draft, design: { definition: typing, forms: [] } });
    expect(readDraft('anna', 'sale')?.design.definition).toEqual(typing);
  });

  it('of another time that cannot be read is none', () => {
    localStorage.setItem(
      'case-draft anna sale',
      '{"design":{"definition":{"stages":7},"forms":[]},"base":1,"at":2}',
    );
    expect(readDraft('anna', 'sale')).toBeNull();
    localStorage.setItem('case-draft anna sale', 'nothing');
    expect(readDraft('anna', 'sale')).toBeNull();
  });

  it('tells a tab that another one has changed it', () => {
    const heard = vi.fn();
    const stop = watchDraft('anna', 'sale', heard);
    const tell = (key: string, newValue: string | null) =>
      dispatchEvent(new StorageEvent('storage', { key, newValue }));
    tell('case-draft ben sale', '{}');
    tell('case-draft anna sale', null);
    expect(heard).not.toHaveBeenCalled();
    tell('case-draft anna sale', '{}');
    expect(heard).toHaveBeenCalledOnce();
    stop();
    tell('case-draft anna sale', '{}');
    expect(heard).toHaveBeenCalledOnce();
  });

  it('is listed, latest first', () => {
    keepDraft('anna', 'sale', draft);
    keepDraft('anna', 'later', { ...draft, at: 2000 });
    keepDraft('ben', 'other', draft);
    expect(listDrafts('anna').map(({ key }) => key)).toEqual(['later', 'sale']);
  });

  it('says when the browser has no room for it', () => {
    const full = () => {
      throw new Error('Full.');
    };
    vi.stubGlobal('localStorage', { setItem: full });
    expect(keepDraft('anna', 'sale', draft)).toBe(false);
    vi.unstubAllGlobals();
  });
});
