/** Why a server cannot listen, and what to do about it. Knows the system's error codes and our flags. */

import { CommandError } from './command_error.ts';

/** What Node says of a failed listen or look-up. */
interface SystemError extends Error {
  readonly code: string;
  readonly syscall?: string;
  readonly port?: number;
  readonly address?: string;
}

/** A CommandError for what the user can mend; any other error as it is. */
export function listenError(
  error: unknown,
  ports: { readonly wire: number; readonly grpc: number },
  host: string,
): unknown {
  if (!isSystemError(error)) return error;
  const flag = error.port === ports.grpc ? '--grpc-port' : '--wire-port';
  const message = messageFor(error, flag, host);
  return message === undefined ? error : new CommandError(message, { cause: error });
}

function messageFor(error: SystemError, flag: string, host: string): string | undefined {
  switch (error.code) {
    case 'EADDRINUSE':
      return `port ${error.port} is in use: stop what listens there, or choose another port with ${flag} (0 for any free one)`;
    case 'EACCES':
      return `port ${error.port} is not open to this user: choose one above 1023 with ${flag}`;
    case 'EADDRNOTAVAIL':
      return `${host} is no address of this machine: choose another with --host`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the host ${host} is not known: choose another with --host`;
    default:
      return error.syscall === 'listen' || error.syscall === 'getaddrinfo'
        ? `cannot listen on ${host}: ${error.message}`
        : undefined;
  }
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
