/** The rpcs as grpc-js wants them. Bytes go through as they are: decoding is done where its errors can be answered. */

import type { MethodDefinition } from '@grpc/grpc-js';
import { operations } from '../shared/contract/contract.generated.ts';

type BytesMethod = MethodDefinition<Buffer, Buffer>;

/** Every rpc of the service, by operation name. */
export const rpcs = {
  createAccount: rpc('CreateAccount', false, false),
  login: rpc('Login', false, false),
  logout: rpc('Logout', false, false),
  changePassword: rpc('ChangePassword', false, false),
  deleteAccount: rpc('DeleteAccount', false, false),
  listAccounts: rpc('ListAccounts', false, false),
  send: rpc('Send', false, false),
  fetch: rpc('Fetch', false, false),
  acknowledge: rpc('Acknowledge', false, false),
  history: rpc('History', false, false),
  serverInfo: rpc('ServerInfo', false, false),
  subscribe: rpc('Subscribe', false, true),
  session: rpc('Session', true, true),
} as const;

function rpc(name: string, requestStream: boolean, responseStream: boolean): BytesMethod {
  return {
    path: `/${operations.send.service}/${name}`,
    requestStream,
    responseStream,
    requestSerialize: passThrough,
    requestDeserialize: passThrough,
    responseSerialize: passThrough,
    responseDeserialize: passThrough,
  };
}

function passThrough(bytes: Buffer): Buffer {
  return bytes;
}
