// SPDX-License-Identifier: Apache-2.0
// The guild of a sector on a running test network: weight, the calendar of elections, motions.

import { isEvent } from './chain.mjs';
import { fail } from './errors.mjs';

// Its miners there.
export const MEMBERS = ['//Bob', '//Charlie', '//Dave'];
// Anybody, for what anybody may do; not a member.
export const OUTSIDER = '//Ferdie';
const PALLETS = { Miners: 60, Tasks: 61, Guilds: 65, Parameters: 66 };
// Longest wait for the first work to count: some windows of tickets, and workers that start.
const WORK_SECONDS = 600;

export class Guild {
  static async of(sector) {
    sector.checkPallets(PALLETS);
    const guild = new Guild();
    guild.sector = sector;
    guild.api = sector.api;
    guild.spanLength = (await sector.api.query.guilds.spanLength()).toNumber();
    if (guild.spanLength === 0) fail(`${sector.name} has no guild`);
    guild.termSpans = sector.api.consts.guilds.termSpans.toNumber();
    return guild;
  }

  async span() {
    return Math.floor(await this.sector.height() / this.spanLength);
  }

  // The first span from `span` on in which members stand for election, as the pallet reckons.
  candidacyFrom(span) {
    const since = Math.max(span - 1, 0);
    return 1 + Math.ceil(since / this.termSpans) * this.termSpans;
  }

  // Work of a member in a span that counts.
  async weight(uri, span) {
    const member = await this.api.query.guilds.members(this.sector.address(uri));
    return member.isSome ? weightIn(member.unwrap().work, span) : 0n;
  }

  async total(span) {
    return weightIn(await this.api.query.guilds.totals(), span);
  }

  // Waits until every member has weight in the newest closed span, which is what votes on motions are
  // weighed by. Returns the span and the weights.
  async weighty(members = MEMBERS) {
    const { sector } = this;
    let seen = '';
    return sector.until('work of every member in a closed span', async () => {
      const span = await this.span() - 1;
      const weights = await Promise.all(members.map((uri) => this.weight(uri, span)));
      seen = `in span ${span} the weights of ${members.join(', ')} are ${weights.join(', ')}`;
      return weights.every((weight) => weight > 0n) ? { span, weights } : undefined;
    }, { timeout: Math.max(sector.timeout, WORK_SECONDS), seen: () => seen });
  }

  async executives() {
    return (await this.api.query.guilds.executives()).map(({ who }) => who.toString());
  }

  // A member proposes. Returns the number of the motion.
  async propose(what, proposal, uri = MEMBERS[0]) {
    const events = await this.sector.send(
      `the motion for ${what}`, this.api.tx.guilds.propose(proposal), this.sector.key(uri),
    );
    const opened = events.find((event) => isEvent(event, 'guilds', 'MotionOpened'))
      ?? fail(`the motion for ${what} has no event`);
    const { motion, total, closesAt } = opened.data;
    this.sector.said(`motion ${motion} for ${what}: weight ${total}, open to block ${closesAt}`);
    return motion.toNumber();
  }

  vote(motion, uri, aye = true) {
    return this.sector.send(
      `the vote of ${uri} on motion ${motion}`, this.api.tx.guilds.vote(motion, aye), this.sector.key(uri),
    );
  }

  // Closes a motion that has to be carried; returns the events.
  async close(motion) {
    const events = await this.sector.send(
      `the end of motion ${motion}`, this.api.tx.guilds.close(motion), this.sector.key(OUTSIDER),
    );
    const closed = events.find((event) => isEvent(event, 'guilds', 'MotionClosed'));
    if (!closed?.data.carried.isTrue) fail(`motion ${motion} was not carried: ${closed?.data}`);
    this.sector.said(`motion ${motion}: carried with ${closed.data.ayes} to ${closed.data.nays}`);
    return events;
  }

  // A motion that all members are for, from beginning to end. Returns its number.
  async carry(what, proposal) {
    const motion = await this.propose(what, proposal);
    await Promise.all(MEMBERS.map((uri) => this.vote(motion, uri)));
    await this.close(motion);
    return motion;
  }
}

function weightIn(work, span) {
  const entry = work.find(([of]) => of.toNumber() === span);
  return entry ? entry[1].toBigInt() : 0n;
}
