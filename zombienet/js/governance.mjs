// SPDX-License-Identifier: Apache-2.0
// A participant of the Assembly on a running test network, with @polkadot/api: notes a preimage,
// proposes, pays the deposit, votes, delegates and ends that, sees a parameter changed, the treasury spend
// and pay and a sector pay of its public income, has its MAIN unlocked, and what is refused refused.
// docs/governance.md is the guide to it.

import { stringToU8a, u8aConcat } from '@polkadot/util';
import { Assembly, TRACKS } from './lib/assembly.mjs';
import { chainName, run } from './lib/cli.mjs';
import { Directives } from './lib/directives.mjs';
import { fail } from './lib/errors.mjs';

const USAGE = `usage: node governance.mjs NETWORK.json [options]
       node governance.mjs --hub URL --sector-url URL [options]

NETWORK.json is what \`pouw-network up --json\` writes.

  --sector ID         the sector that spends public income; its miners have to be at work (default: 2003)
  --only PART         parameter, bounds, delegation, treasury, income or unlock; may be given several times,
                      and only "income" needs the sector (default: all)
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

// The public account of a sector: the pallet's account with this name, as the runtime derives it.
const PUBLIC = u8aConcat(stringToU8a('modlpw/tokenpublic'), new Uint8Array(14));
// Longest wait for the first public income: some windows of tickets, and workers that start.
const INCOME_SECONDS = 600;

// Of a sector's public account, what can be spent and what is income of the period under way, which cannot.
// As of one finalized block, so that the numbers belong together.
async function publicFunds(sector) {
  const { api } = sector;
  const { query } = await api.at(await api.rpc.chain.getFinalizedHead());
  const [{ data: { free } }, ...kept] = await Promise.all([
    query.system.account(PUBLIC),
    query.sectorToken.publicIncome(),
    query.sectorToken.carriedOver(),
    query.sectorToken.foundersOwed(),
  ]);
  const [income, carried, owed] = kept.map((amount) => amount.toBigInt());
  const left = free.toBigInt() - api.consts.balances.existentialDeposit.toBigInt() - income - carried - owed;
  return { income, spendable: left > 0n ? left : 0n };
}

// Waits until a sector's public account is as wanted. Returns what it is then.
async function publicFundsThat(sector, what, wanted, timeout = sector.timeout) {
  let seen;
  return sector.until(what, async () => {
    seen = await publicFunds(sector);
    return wanted(seen) ? seen : undefined;
  }, { timeout, seen: () => `${seen.spendable} can be spent, and ${seen.income} is income of the period` });
}

async function income({ assembly, directives, hub, sector }) {
  const { unit } = sector;
  const [gift, amount] = [10n * unit, 4n * unit];
  const receiver = sector.address('//Governance//receiver');
  const small = directives.spendPublic(receiver, unit);
  await hub.sendInVain('a spend of public income by nobody but a user', small, assembly.proposer, 'BadOrigin');
  const first = await publicFundsThat(
    sector, 'public income', (funds) => funds.income > 0n, Math.max(sector.timeout, INCOME_SECONDS),
  );
  sector.said(`${first.income} units of public income in the period under way, and ${first.spendable} can be spent`);
  // A period takes a day, and its income can be spent after it. Who cannot wait gives what is to be spent.
  await sector.send(
    'a gift to the public account', sector.api.tx.balances.transferKeepAlive(PUBLIC, gift), sector.key('//Eve'),
  );
  const before = await publicFundsThat(
    sector, 'the gift in a finalized block', (funds) => funds.spendable >= first.spendable + gift,
  );
  const owned = await sector.free(receiver);
  const from = await directives.height();
  // Is there, but in part as income of the period under way.
  const tooMuch = before.spendable + before.income;
  const spend = (what, tokens) => (
    assembly.carry(what, 'ProtocolParameters', directives.spendPublic(receiver, tokens))
  );
  await Promise.all([
    spend('a spend of 4 tokens of public income', amount),
    spend('a spend of income of the period under way', tooMuch),
  ]);
  const directed = (wanted) => (data) => data.to.eq(receiver) && data.amount.toBigInt() === wanted;
  await directives.answered('SpendingDirected', directed(amount), 'Done', from);
  await directives.answered('SpendingDirected', directed(tooMuch), 'Refused', from);
  await publicFundsThat(
    sector, 'the payment in a finalized block', (funds) => funds.spendable === before.spendable - amount,
  );
  const received = await sector.free(receiver) - owned;
  if (received !== amount) fail(`of public income the receiver has got ${received}, not ${amount}`);
  sector.said('the receiver has got 4 tokens of public income, and none of the period under way');
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

async function prepare({ sector: para, chosen }, connect) {
  const hub = await connect('hub');
  const assembly = new Assembly(hub);
  for (const [id, { name, decisionPeriod }] of hub.api.consts.referenda.tracks) {
    hub.said(`track ${id} ${name.toString().replaceAll('\0', '')}: decided within ${decisionPeriod} blocks`);
  }
  // The other parts are of the hub alone.
  if (!chosen.includes('income')) return { assembly, hub };
  const sector = await connect(chainName(para));
  sector.checkPallets({ SectorToken: 63 });
  return { assembly, directives: new Directives(hub, sector, para), hub, sector };
}

const parts = { parameter, bounds, delegation, treasury, income, unlock: unlocking };
const options = { sector: { type: 'string', default: '2003' }, 'sector-url': { type: 'string' } };
run({ name: 'governance', usage: USAGE, parts, options }, prepare);
