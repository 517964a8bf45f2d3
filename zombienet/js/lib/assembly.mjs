// SPDX-License-Identifier: Apache-2.0
// The Assembly of a running test network: referenda from their preimage to what came of them.

import { bnToU8a, compactAddLength, stringToU8a, u8aConcat } from '@polkadot/util';
import { blake2AsHex } from '@polkadot/util-crypto';
import { isEvent } from './chain.mjs';
import { fail } from './errors.mjs';

/// The tracks by the origins in whose names they act.
export const TRACKS = {
  Root: 0,
  ProtocolParameters: 10,
  PouwEvolution: 11,
  SectorAdmission: 12,
  ReferendumCanceller: 20,
  ReferendumKiller: 21,
  SmallSpender: 30,
  BigSpender: 31,
  EmergencyLiquidity: 40,
};
// Together more than half of the MAIN of a test network; each keeps some for fees and transfers.
const VOTERS = [
  '//Alice', '//Bob', '//Charlie', '//Dave', '//Alice//stash', '//Bob//stash', '//Charlie//stash', '//Dave//stash',
];
const STAKE = 900_000n;
// Longest time until a replaced block's transactions are in another, in seconds.
const REPLACED_S = 60;
const PALLETS = { Preimage: 60, Scheduler: 61, Parameters: 62, Referenda: 63, ConvictionVoting: 64, Origins: 65 };
// What becomes of the call of a referendum that was approved.
const ENDS = ['Dispatched', 'CallUnavailable', 'PermanentlyOverweight'];

export class Assembly {
  constructor(hub) {
    hub.checkPallets(PALLETS);
    this.hub = hub;
    this.api = hub.api;
    // Not a voter: of what is locked no deposit can be taken.
    this.proposer = hub.key('//Ferdie');
  }

  // Notes the preimage of `call`, submits a referendum on it and pays its deposit.
  async propose(what, origin, call) {
    const { api, hub, proposer } = this;
    const bytes = call.method.toHex();
    const hash = blake2AsHex(bytes);
    const known = await api.query.preimage.requestStatusFor(hash);
    if (known.isNone) await hub.send(`the preimage of ${what}`, api.tx.preimage.notePreimage(bytes), proposer);
    const events = await hub.send(
      `the proposal of ${what}`,
      api.tx.referenda.submit(
        origin === 'Root' ? { system: 'Root' } : { Origins: origin },
        { Lookup: { hash, len: call.method.encodedLength } },
        { After: 0 },
      ),
      proposer,
    );
    const { data } = events.find((event) => isEvent(event, 'referenda', 'Submitted'))
      ?? fail(`the proposal of ${what} has no event`);
    const [index, track] = [data.index.toNumber(), data.track.toNumber()];
    if (track !== TRACKS[origin]) fail(`${what} is on track ${track}, not ${TRACKS[origin]}`);
    await hub.send(`the deposit for ${what}`, api.tx.referenda.placeDecisionDeposit(index), proposer);
    hub.said(`${what}: referendum ${index} on track ${track}, deposit placed`);
    return { index, track, hash, proposed: await hub.height() };
  }

  async vote({ index }, uris = VOTERS, stake = STAKE) {
    const conviction = 'Locked1x';
    const vote = { Standard: { vote: { aye: true, conviction }, balance: stake * this.hub.unit } };
    await this.#each(uris, 'the vote', () => this.api.tx.convictionVoting.vote(index, vote));
    this.hub.said(`referendum ${index}: ${uris.length} votes of ${stake} MAIN with conviction ${conviction}`);
  }

  // A transaction of each of the accounts.
  #each(uris, what, make) {
    return Promise.all(uris.map((uri) => this.hub.send(`${what} of ${uri}`, make(), this.hub.key(uri))));
  }

  // The block that had it may have been replaced by one without it, and another will have it.
  status(index) {
    return this.hub.until(`referendum ${index}`, async () => {
      const info = await this.api.query.referenda.referendumInfoFor(index);
      return info.isSome ? info.unwrap() : undefined;
    }, { timeout: REPLACED_S });
  }

  // MAIN behind the ayes of an open referendum.
  async support(index) {
    const info = await this.status(index);
    return info.isOngoing ? info.asOngoing.tally.support.toBigInt() : fail(`referendum ${index} has ended`);
  }

  // Waits until a referendum has ended in a finalized block, which no other replaces. Returns how.
  async ended(index) {
    return this.hub.until(`the end of referendum ${index}`, async () => {
      const { query } = await this.api.at(await this.api.rpc.chain.getFinalizedHead());
      const now = await query.referenda.referendumInfoFor(index);
      return now.isNone || now.unwrap().isOngoing ? undefined : now.unwrap();
    }, { seen: async () => `it is ${await this.status(index)}` });
  }

  // Waits until a referendum is approved and its call was made. Returns the error of the call, if any.
  async enacted({ index, proposed }) {
    const { hub } = this;
    const info = await this.ended(index);
    if (!info.isApproved) fail(`referendum ${index} ended as ${info.type}`);
    hub.said(`referendum ${index}: approved in block ${info.asApproved[0]}`);
    const task = enactment(index);
    const { event, block } = await hub.event(`the enactment of referendum ${index}`, proposed, (found) => (
      found.section === 'scheduler' && ENDS.includes(found.method) && found.data.id.unwrapOr(undefined)?.toHex() === task
    ));
    if (event.method !== 'Dispatched') fail(`referendum ${index}: its call was not made: ${event.method}`);
    const { result } = event.data;
    const error = result.isErr ? hub.describe(result.asErr) : undefined;
    hub.said(`referendum ${index}: enacted in block ${block}${error ? `, its call failed: ${error}` : ''}`);
    return error;
  }

  // Takes back deposits and votes, which locks do not end with. The deposit of the submission is kept from who
  // proposed what was rejected.
  async settle({ index, track, hash }, { uris = VOTERS, approved = true } = {}) {
    const { api, hub, proposer } = this;
    const back = [
      hub.send('the decision deposit, taken back', api.tx.referenda.refundDecisionDeposit(index), proposer),
      hub.send('the preimage, taken back', api.tx.preimage.unnotePreimage(hash), proposer),
      this.#each(uris, 'the removal of the vote', () => api.tx.convictionVoting.removeVote(track, index)),
    ];
    const submission = api.tx.referenda.refundSubmissionDeposit(index);
    if (approved) back.push(hub.send('the submission deposit, taken back', submission, proposer));
    await Promise.all(back);
  }

  // A referendum from beginning to end. Returns the error of its call, if any.
  async decide(what, origin, call) {
    const referendum = await this.propose(what, origin, call);
    await this.vote(referendum);
    const error = await this.enacted(referendum);
    await this.settle(referendum);
    return error;
  }

  // The same, of a call that must not fail.
  async carry(what, origin, call) {
    const error = await this.decide(what, origin, call);
    if (error) fail(`${what}: the call failed: ${error}`);
  }

  // The same, of a call that must fail in this way.
  async decideInVain(what, origin, call, expected) {
    const error = await this.decide(what, origin, call);
    if (error !== expected) fail(`${what}: ${error ?? 'success'} instead of ${expected}`);
  }
}

// Under this name a referendum schedules what it approved.
function enactment(index) {
  const name = compactAddLength(stringToU8a('enactment'));
  return blake2AsHex(u8aConcat(stringToU8a('assembly'), name, bnToU8a(index, { bitLength: 32, isLe: true })));
}
