/** The one suite that every transport passes. Written against channels, so that it cannot know which one it tests. */

import test from 'ava';
import { accountTests } from './account_tests.ts';
import { channelTests } from './channel_tests.ts';
import { inboxTests } from './inbox_tests.ts';
import { limitTests } from './limit_tests.ts';
import { messageTests } from './message_tests.ts';
import { refusalTests } from './refusal_tests.ts';
import { sessionTests } from './session_tests.ts';
import { subscriptionTests } from './subscription_tests.ts';
import { type SharedServer, startTestServer, type TestServer, type Transport } from './transport.ts';

/** Registers every test of the suite for that transport. Once a file for each transport. */
export function conformanceTests(transport: Transport): void {
  let server: TestServer | undefined;
  test.before(`${transport.name}: the server starts`, async () => {
    server = await startTestServer(transport);
  });
  test.after.always(`${transport.name}: the server stops`, async (t) => {
    await server?.stop();
    t.deepEqual(server?.environment.faults, [], 'no request of the whole suite was a fault of the server');
  });
  const shared: SharedServer = () => {
    if (server === undefined) throw new Error('the server has not started');
    return server;
  };
  accountTests(transport, shared);
  sessionTests(transport, shared);
  messageTests(transport, shared);
  inboxTests(transport, shared);
  subscriptionTests(transport, shared);
  refusalTests(transport, shared);
  limitTests(transport);
  channelTests(transport, shared);
}
