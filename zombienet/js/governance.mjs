// SPDX-License-Identifier: Apache-2.0
// A participant of the Assembly on a running test network, with @polkadot/api: notes a preimage,
// proposes, pays the deposit, votes, delegates and ends that, sees a parameter changed and the treasury
// spend and pay, has its MAIN unlocked, and what is refused refused. docs/governance.md is the guide to it.

import { stringToU8a, u8aConcat } from '@polkadot/util';
import { Assembly, TRACKS } from './lib/assembly.mjs';
import { run } from './lib/cli.mjs';
import { fail } from './lib/errors.mjs';

const USAGE = `usage: node governance.mjs NETWORK.json [options]
       node governance.mjs --hub URL [options]

NETWORK.json is what \`pouw-network up --json\` writes.

  --only PART         parameter, bounds, delegation, treasury or unlock; may be given several times
                      (default: all)
  --timeout SECONDS   longest wait for a referendum or a transaction (default: 900)`;

const toll = (api, value) => api.tx.parameters.setParameter({ Settlement: { Toll: [null, value] } });

async function tollInForce(api) {
  const value = await api.query.parameters.parameters({ Settlement: { Toll: null } });
  return value.isSome ? value.unwrap().asSettlement.asToll.toNumber() : api.consts.settlement.toll.toNumber();
}

async function parameter({ assembly, hub }) {
  const { api } = hub;
  const wanted = (await tollInForce(api)) === 20_000 ? 15_000 : 20_000;
  const held = await hub.held(assembly.proposer.address);
  await assembly.carry(`a toll of ${wanted / 10_000} %`, 'ProtocolParameters', toll(api, wanted));
  const value = await tollInForce(api);
  if (value !== wanted) fail(`the toll is ${value}, not ${wanted}`);
  hub.said(`the toll is ${value / 10_000} %`);
  const left = await hub.held(assembly.proposer.address) - held;
  if (left !== 0n) fail(`of the proposer's deposits ${left} are still held`);
}

async function bounds({ assembly, hub }) {
  const { api } = hub;
  await hub.sendInVain('a toll set by nobody but a user', toll(api, 20_000), assembly.proposer, 'BadOrigin');
  await assembly.decideInVain('a toll of 50 %', 'ProtocolParameters', toll(api, 500_000), 'system.CallFiltered');
}

// Blocks for which conviction 1 locks.
const lockOf = (api) => api.consts.convictionVoting.voteLockingPeriod.toNumber();

// Takes off the locks of an account that are over, by every track that has one.
async function unlock(hub, uri) {
  const { api } = hub;
  const who = hub.address(uri);
  const locks = await api.query.convictionVoting.classLocksFor(who);
  for (const [track] of locks) {
    await hub.send(`the unlocking of ${uri} on track ${track}`, api.tx.convictionVoting.unlock(track, who), hub.key(uri));
  }
  const left = await api.query.convictionVoting.classLocksFor(who);
  return left.map(([track, amount]) => `${amount} on track ${track}`);
}

async function delegation({ assembly, hub }) {
  const { api, unit } = hub;
  const track = TRACKS.ProtocolParameters;
  const referendum = await assembly.propose('a toll to delegate on', 'ProtocolParameters', toll(api, 10_000));
  const { index } = referendum;
  const eve = hub.key('//Eve');
  // Too little to be approved, so that it is open for long enough.
  await assembly.vote(referendum, ['//Alice'], 10_000n);
  const alone = await assembly.support(index);
  await hub.send(
    'the delegation',
    api.tx.convictionVoting.delegate(track, hub.address('//Alice'), 'Locked1x', 100_000n * unit),
    eve,
  );
  const together = await assembly.support(index);
  if (together - alone !== 100_000n * unit) fail(`a delegation of 100,000 MAIN added ${together - alone}`);
  hub.said(`referendum ${index}: the delegated 100,000 MAIN count`);
  const vote = { Standard: { vote: { aye: false, conviction: 'None' }, balance: unit } };
  await hub.sendInVain(
    'the vote of who has delegated', api.tx.convictionVoting.vote(index, vote), eve, 'convictionVoting.AlreadyDelegating',
  );
  await hub.send('the end of the delegation', api.tx.convictionVoting.undelegate(track), eve);
  const over = await hub.height() + lockOf(api);
  if (await assembly.support(index) !== alone) fail('the delegation still counts after its end');
  const transfer = api.tx.balances.transferAllowDeath(hub.address('//Alice'), 950_000n * unit);
  await hub.sendInVain('a transfer of locked MAIN', transfer, eve, 'token.Frozen');
  const info = await assembly.ended(index);
  if (!info.isRejected) fail(`referendum ${index} ended as ${info.type}`);
  await assembly.settle(referendum, { uris: ['//Alice'], approved: false });
  hub.said(`referendum ${index}: rejected, for too few have voted`);
  await hub.reach('the end of the lock of the delegation', over);
  const left = await unlock(hub, '//Eve');
  if (left.length > 0) fail(`after the delegation is left locked: ${left}`);
  hub.said('the MAIN that was delegated is unlocked');
}

async function treasury({ assembly, hub }) {
  const { api, unit } = hub;
  const payee = hub.address('//Governance//payee');
  const account = u8aConcat(stringToU8a('modlpy/trsry'), new Uint8Array(20));
  const eve = hub.key('//Eve');
  await hub.send('a gift to the treasury', api.tx.balances.transferKeepAlive(account, 2_000n * unit), eve);
  const spend = (amount) => api.tx.treasury.spend(null, amount * unit, payee, null);
  const first = (await api.query.treasury.spendCount()).toNumber();
  await assembly.decideInVain(
    'a spend of 1,001 MAIN', 'SmallSpender', spend(1_001n), 'treasury.InsufficientPermission',
  );
  await assembly.carry('a spend of 1,000 MAIN', 'SmallSpender', spend(1_000n));
  const before = await hub.free(payee);
  await hub.send('the payout', api.tx.treasury.payout(first), eve);
  const paid = await hub.free(payee) - before;
  if (paid !== 1_000n * unit) fail(`the treasury paid ${paid}`);
  await hub.sendInVain('a second payout', api.tx.treasury.payout(first), eve, 'treasury.AlreadyAttempted');
  await hub.send('the end of the spend', api.tx.treasury.checkStatus(first), eve);
  if ((await api.query.treasury.spends(first)).isSome) fail(`spend ${first} is still open`);
  hub.said('the treasury paid 1,000 MAIN, once');
}

// MAIN that was voted with: locked, though the vote is removed, until its conviction is over.
async function unlocking({ assembly, hub }) {
  const { api, unit } = hub;
  const bob = hub.key('//Bob');
  const friend = hub.key('//Governance//friend');
  const referendum = await assembly.propose('a toll to be unlocked from', 'ProtocolParameters', toll(api, 12_000));
  await assembly.vote(referendum);
  const error = await assembly.enacted(referendum);
  if (error) fail(`the toll to be unlocked from: ${error}`);
  const end = (await assembly.status(referendum.index)).asApproved[0].toNumber();
  await assembly.settle(referendum);
  const early = await unlock(hub, '//Bob');
  if (early.length === 0) fail('what was voted with is unlocked with the vote');
  const transfer = (to, amount) => api.tx.balances.transferKeepAlive(to.address, amount * unit);
  await hub.sendInVain('a transfer of MAIN that was voted with', transfer(friend, 200_000n), bob, 'token.Frozen');
  await hub.reach('the end of the lock of the vote', end + lockOf(api));
  const left = await unlock(hub, '//Bob');
  if (left.length > 0) fail(`after the conviction is left locked: ${left}`);
  await hub.send('a transfer of unlocked MAIN', transfer(friend, 200_000n), bob);
  await hub.send('its way back', transfer(bob, 199_999n), friend);
  hub.said('the MAIN that was voted with can be moved');
}

async function prepare(_, connect) {
  const hub = await connect('hub');
  const assembly = new Assembly(hub);
  for (const [id, { name, decisionPeriod }] of hub.api.consts.referenda.tracks) {
    hub.said(`track ${id} ${name.toString().replaceAll('\0', '')}: decided within ${decisionPeriod} blocks`);
  }
  return { assembly, hub };
}

const parts = { parameter, bounds, delegation, treasury, unlock: unlocking };
run({ name: 'governance', usage: USAGE, parts }, prepare);
