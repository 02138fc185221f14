import type { FileOutcome, Finding } from '../lib/protocol/index.ts';

/** What became of files, as lines for people; the findings are those that the Library shows. */
export function describeOutcome({
  file,
  key,
  version,
  unchanged,
  findings,
  warnings,
}: FileOutcome): string[] {
  const named = key === null ? file : `${file} (${key})`;
  const result =
    findings.length > 0
      ? `refused, ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`
      : unchanged
        ? 'unchanged'
        : version === null
          ? 'fine'
          : `deployed as version ${version}`;
  return [
    `${findings.length > 0 ? '✗' : '✓'} ${named}: ${result}`,
    ...findings.map((finding) => `    ${line(finding)}`),
    ...warnings.map((warning) => `    warning: ${line(warning)}`),
  ];
}

function line({ element, name, problem, remedy }: Finding): string {
  const about = element === null ? '' : `${name ?? element} (${element}): `;
  return `${about}${problem} ${remedy}`;
}
