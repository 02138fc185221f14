/** The findings of cases in the language of the person who reads them (issue 4, *Languages*). */
import { CASE_FINDINGS, isFindingCode } from '../cases/findings.ts';
import type { Finding } from '../protocol/index.ts';
import { sentence, textKey } from './error-text.ts';

/** What a finding says. */
export interface FindingWords {
  problem: string;
  remedy: string;
}

/**
 * What is wrong and what to do about it. What there are no words for is said as the server said it: the findings of
 * processes, and those that a newer server knows.
 *
 * ```ts
 * findingText(toldFinding(definition, found)).problem // “Erwartet wurde eine Stufe, die den Fall beendet, …”
 * ```
 */
export function findingText({ code, details, problem, remedy }: Finding): FindingWords {
  const asTold = { problem, remedy };
  if (code === undefined || !isFindingCode(code)) return asTold;
  const english = CASE_FINDINGS[code];
  const key = textKey('caseFinding', code);
  const said = {
    problem: sentence(key, english.problem, details),
    remedy: sentence(`${key}Remedy`, english.remedy, details),
  };
  return said.problem && said.remedy ? { problem: said.problem, remedy: said.remedy } : asTold;
}
