// SPDX-License-Identifier: Apache-2.0
// The relay chain of a local network, whose root opens channels. On others the parachains ask it to.

import { fail } from './errors.mjs';

// As in the definitions of the networks.
const CAPACITY = 64;
const MESSAGE_SIZE = 65_536;

export class Relay {
  constructor(relay) {
    this.relay = relay;
    this.api = relay.api;
    this.root = relay.key('//Alice');
  }

  async isOpen(sender, recipient) {
    return (await this.api.query.hrmp.hrmpChannels({ sender, recipient })).isSome;
  }

  async isRegistered(id) {
    return (await this.api.query.paras.paraLifecycles(id)).isSome;
  }

  // Opens the channels between two parachains at once.
  async open(one, other) {
    const { api, relay } = this;
    const channels = [[one, other], [other, one]];
    const waiting = (await api.query.hrmp.hrmpOpenChannelRequestsList()).length;
    const calls = channels.map(([from, to]) => (
      api.tx.hrmp.forceOpenHrmpChannel(from, to, CAPACITY, MESSAGE_SIZE)
    ));
    const all = api.tx.utility.batchAll([
      ...calls,
      api.tx.hrmp.forceProcessHrmpOpen(waiting + channels.length),
    ]);
    const events = await relay.send('the opening of channels', api.tx.sudo.sudo(all), this.root);
    const result = events.find((event) => api.events.sudo.Sudid.is(event))?.data[0];
    if (!result?.isOk) fail(`${relay.name}: root could not open the channels: ${result && relay.describe(result.asErr)}`);
    for (const [from, to] of channels) {
      if (!(await this.isOpen(from, to))) fail(`${relay.name}: the channel from ${from} to ${to} is not open`);
    }
    relay.said(`channels are open between ${one} and ${other}`);
  }
}
