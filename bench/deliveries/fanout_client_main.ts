/** The client process of one contender's fan-out: a sender, and subscribers with a connection each. */

import type { Endpoint } from '../../shared/contract/channel_port.ts';
import { forEachAtOnce } from '../connections/at_once.ts';
import { connectorOf } from '../connections/connecting.ts';
import { ProcessGauge } from '../gauges/process_use.ts';
import { call } from '../load/call.ts';
import { serveCoordinator } from '../process/child.ts';
import { DeliveryFault } from './arrivals.ts';
import type { FanoutClientDuties } from './delivery_duties.ts';
import { FanoutGroup } from './fanout_group.ts';
import { receiverOpener } from './receiver_opener.ts';

const password = 'a password';
const atOnceMax = 16;

serveCoordinator(duties());

function duties(): FanoutClientDuties {
  const groups = new Map<number, FanoutGroup>();
  const gauge = new ProcessGauge();
  let current: FanoutGroup | undefined;
  return {
    async setup({ contender, port, groups: sizes, bodyBytes, deliveryMsMax }) {
      const endpoint: Endpoint = { host: '127.0.0.1', port };
      const connect = await connectorOf(contender, port);
      const sender = await connect({
        onClosed: (error) => current?.fail(error ?? new Error('the sender was cut off')),
      });
      await call(sender, 'createAccount', { name: 'sender', password, fullName: '' });
      const open = await receiverOpener(contender);
      const names = Array.from({ length: Math.max(...sizes) }, (_, index) => `subscriber-${index + 1}`);
      const tokens: string[] = [];
      // Not the sender's: a connection's session is that of the account that it made last.
      const maker = await connect();
      await forEachAtOnce(names.length, atOnceMax, async (index) => {
        const request = { name: names[index] as string, password, fullName: '' };
        tokens[index] = (await call(maker, 'createAccount', request)).token;
      });
      maker.close();
      await forEachAtOnce(names.length, atOnceMax, async (index) => {
        const receiver = await open(endpoint, tokens[index] as string, {
          onMessage: (position) => current?.take(index, position),
          onFailed: (error) => current?.fail(error),
        });
        receiver.subscribe(undefined, '');
      });
      for (const size of sizes) {
        const request = { title: `group of ${size}`, participants: names.slice(0, size) };
        const { chat } = await call(sender, 'createChat', request);
        groups.set(size, new FanoutGroup(chat, sender, size, { bodyBytes, deliveryMsMax }));
      }
    },
    async measure({ group: size, oneAtATime, saturate }) {
      const group = groups.get(size);
      if (group === undefined) throw new Error(`there is no group of ${size}`);
      current = group;
      try {
        const times = await group.oneAtATime(oneAtATime);
        gauge.start();
        const rate = await group.saturate(saturate);
        return { ...times, ...rate, use: await gauge.stop() };
      } catch (error) {
        if (error instanceof DeliveryFault) return error.message;
        throw error;
      }
    },
  };
}
