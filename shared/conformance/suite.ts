/** The one suite that every transport passes. Written against channels, so that it cannot know which one it tests. */

import test from 'ava';
import { cheapKey } from '../testing/cheap_key.ts';
import { accountTests } from './account_tests.ts';
import { channelTests } from './channel_tests.ts';
import { conversationLimitTests } from './conversation_limit_tests.ts';
import { deskTests } from './desk_tests.ts';
import { deviceTests } from './device_tests.ts';
import { groupTests } from './group_tests.ts';
import { historyTests } from './history_tests.ts';
import { inboxTests } from './inbox_tests.ts';
import { limitTests } from './limit_tests.ts';
import { messageTests } from './message_tests.ts';
import { participantTests } from './participant_tests.ts';
import { presenceTests } from './presence_tests.ts';
import { receiptTests } from './receipt_tests.ts';
import { refusalTests } from './refusal_tests.ts';
import { repeatTests } from './repeat_tests.ts';
import { restartTests } from './restart_tests.ts';
import { roleTests } from './role_tests.ts';
import { searchTests } from './search_tests.ts';
import { sessionTests } from './session_tests.ts';
import { subscriptionTests } from './subscription_tests.ts';
import { type SharedServer, startTestServer, type TestServer, type Transport } from './transport.ts';

/** Registers every test of the suite for that transport. Once a file for each transport. */
export function conformanceTests(transport: Transport): void {
  const shared = sharedServer(transport, 'server');
  accountTests(transport, shared);
  sessionTests(transport, shared);
  messageTests(transport, shared);
  inboxTests(transport, shared);
  subscriptionTests(transport, shared);
  refusalTests(transport, shared);
  limitTests(transport);
  channelTests(transport, shared);

  // They make hundreds of accounts, and passwords are not what they are about.
  const cheap: Transport = { ...transport, deriveKey: cheapKey };
  const talking = sharedServer(cheap, 'server of conversations');
  groupTests(cheap, talking);
  participantTests(cheap, talking);
  historyTests(cheap, talking);
  receiptTests(cheap, talking);
  presenceTests(cheap, talking);
  deviceTests(cheap, talking);
  searchTests(cheap, talking);
  deskTests(cheap);
  roleTests(cheap);
  repeatTests(cheap);
  conversationLimitTests(cheap);
  restartTests(cheap);
}

function sharedServer(transport: Transport, what: string): SharedServer {
  let server: TestServer | undefined;
  test.before(`${transport.name}: the ${what} starts`, async () => {
    server = await startTestServer(transport);
  });
  test.after.always(`${transport.name}: the ${what} stops`, async (t) => {
    await server?.stop();
    t.deepEqual(server?.environment.faults, [], 'no request of the whole suite was a fault of the server');
  });
  return () => {
    if (server === undefined) throw new Error('the server has not started');
    return server;
  };
}
