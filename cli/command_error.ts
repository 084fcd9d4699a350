/** What went wrong for the user of a command: told in one line, without a stack. Anything else that is thrown is a bug. */

export class CommandError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
  }
}
