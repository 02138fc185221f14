/** Something that went wrong and is told as one sentence, without a stack. */
export class Failure extends Error {
  /** What the program ends with: 1 refused or failed, 2 called wrongly. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
