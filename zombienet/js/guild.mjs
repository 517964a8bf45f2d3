// SPDX-License-Identifier: Apache-2.0
// The guild of a sector on a running test network, with @polkadot/api: its miners see their weight, elect
// executives, have one set a parameter within its band and one impeached, move the Assembly on the hub to
// change a parameter that the hub then has the sector set, and appeal a slash. docs/guilds.md is the guide
// to it.
//
// The members are the miners Bob, Charlie and Dave, who have to be at work, and for the first election
// from the first span on.

import { Assembly } from './lib/assembly.mjs';
import { isEvent } from './lib/chain.mjs';
import { chainName, run } from './lib/cli.mjs';
import { Directives } from './lib/directives.mjs';
import { fail } from './lib/errors.mjs';
import { Guild, MEMBERS, OUTSIDER } from './lib/guild.mjs';

const USAGE = `usage: node guild.mjs NETWORK.json [options]
       node guild.mjs --hub URL --sector-url URL [options]

NETWORK.json is what \`pouw-network up --json\` writes.

  --sector ID         the guild's sector (default: 2003)
  --only PART         weight, election, executive, parameter, impeachment or appeal; may be given
                      several times (default: all)
  --slashed URI       the member whose slash the part "appeal" waits for and has cancelled (default: none,
                      and an appeal of what nobody decided is refused)
  --timeout SECONDS   longest wait for a referendum or a transaction (default: 900)`;

const [BOB, CHARLIE, DAVE] = MEMBERS;

const minPrice = (value) => ({ Number: { Tasks: { MinPrice: [null, value] } } });
const slashPart = (value) => ({ Number: { Tasks: { SlashPart: [null, value] } } });
const minConversion = (value) => ({ Number: { Token: { MinConversion: [null, value] } } });

// A number that governance has set, if it has.
async function numberSet(sector, group, name) {
  const value = await sector.api.query.parameters.parameters({ [group]: { [name]: null } });
  return value.isSome ? value.unwrap().inner.inner.toBigInt() : undefined;
}

async function weight({ guild, sector }) {
  const { span, weights } = await guild.weighty();
  const total = await guild.total(span);
  MEMBERS.forEach((uri, place) => sector.said(`span ${span}: ${uri} has weight ${weights[place]} of ${total}`));
  const sum = weights.reduce((one, other) => one + other);
  if (sum > total) fail(`the members' weights add up to ${sum}, more than ${total}`);
}

async function election({ api, guild, sector }) {
  const now = await guild.span();
  const candidacy = guild.candidacyFrom(now);
  const start = candidacy * guild.spanLength;
  if ((start - await sector.height()) * 2 > sector.timeout) {
    fail(`the first election is over, the candidacies of the next one begin in block ${start}`);
  }
  await sector.reach('the candidacies', start);
  const weights = await Promise.all(MEMBERS.map((uri) => guild.weight(uri, candidacy - 1)));
  if (!weights.every((weight) => weight > 0n)) {
    fail(`not all members have done work in span ${candidacy - 1}, which this election is weighed by: ${weights}`);
  }
  await sector.sendInVain('the candidacy of no miner', api.tx.guilds.stand(), sector.key(OUTSIDER), 'guilds.NotMember');
  const held = await sector.held(sector.address(DAVE));
  await Promise.all(MEMBERS.map((uri) => (
    sector.send(`the candidacy of ${uri}`, api.tx.guilds.stand(), sector.key(uri))
  )));
  const deposit = await sector.held(sector.address(DAVE)) - held;
  // The bond grows meanwhile.
  if (deposit < api.consts.guilds.candidacyDeposit.toBigInt()) fail(`of a candidate only ${deposit} is held`);
  sector.said(`${MEMBERS.length} candidates, each with a deposit`);

  await sector.reach('the vote', start + guild.spanLength);
  const choices = [BOB, CHARLIE].map((uri) => sector.address(uri));
  await Promise.all(MEMBERS.map((uri) => (
    sector.send(`the ballot of ${uri}`, api.tx.guilds.ballot(choices), sector.key(uri))
  )));
  await sector.sendInVain('a second ballot', api.tx.guilds.ballot(choices), sector.key(BOB), 'guilds.AlreadyVoted');

  await sector.reach('the beginning of the term', start + 2 * guild.spanLength);
  const executives = await sector.until('executives in office', async () => {
    const elected = await guild.executives();
    return elected.length > 0 ? elected : undefined;
  });
  if (executives.length !== 2 || !choices.every((who) => executives.includes(who))) {
    fail(`the executives are ${executives}, not ${choices}`);
  }
  sector.said('Bob and Charlie are elected, Dave without a vote is not');
}

async function executive({ api, sector }) {
  const { unit } = sector;
  const set = (change) => api.tx.guilds.setParameter(change);
  const events = await sector.send('a smallest price of 0.02', set(minPrice(unit / 50n)), sector.key(BOB));
  if (!events.some((event) => isEvent(event, 'guilds', 'ParameterSet'))) fail('an executive\'s change has no event');
  const value = await numberSet(sector, 'Tasks', 'MinPrice');
  if (value !== unit / 50n) fail(`the smallest price is ${value}`);
  sector.said('the smallest price of a task is 0.02');
  await sector.sendInVain('a price beyond the band', set(minPrice(2n * unit)), sector.key(CHARLIE), 'guilds.BeyondBand');
  await sector.sendInVain(
    'a parameter that is not for executives', set(slashPart(500_000)), sector.key(CHARLIE), 'guilds.BeyondBand',
  );
  await sector.sendInVain(
    'another change on the same day', set(minPrice(unit / 40n)), sector.key(CHARLIE), 'guilds.InCooldown',
  );
  await sector.sendInVain('the change of no executive', set(minPrice(unit / 40n)), sector.key(DAVE), 'guilds.NotExecutive');
}

async function parameter({ assembly, directives, guild, sector }) {
  const { unit } = sector;
  const change = directives.encode(minConversion(unit / 2n));
  await guild.weighty();
  const from = await directives.height();
  const motion = await guild.carry('a least conversion of 0.5', { Parameter: { change: minConversion(unit / 2n) } });
  await directives.recorded(
    motion, (request) => request.isParameter && request.asParameter.change.toHex() === change, from,
  );
  // The Assembly may also act by itself, and the sector's runtime refuses what is out of bounds.
  const tooMuch = directives.encode(minConversion(5_000n * unit));
  await Promise.all([
    assembly.carry('what the guild moves', 'ProtocolParameters', directives.setParameter(change)),
    assembly.carry('a least conversion of 5,000', 'ProtocolParameters', directives.setParameter(tooMuch)),
  ]);
  const directed = (wanted) => ({ change: encoded }) => encoded.toHex() === wanted;
  await directives.answered('ParameterDirected', directed(change), 'Done', from);
  await directives.answered('ParameterDirected', directed(tooMuch), 'OutOfBounds', from);
  const value = await numberSet(sector, 'Token', 'MinConversion');
  if (value !== unit / 2n) fail(`the least conversion is ${value}`);
  sector.said('the least conversion is 0.5');
  if (await directives.isWaiting(motion)) fail('the motion still waits on the hub');
}

async function impeachment({ api, guild, sector }) {
  await guild.weighty();
  const charlie = sector.address(CHARLIE);
  const motion = await guild.propose('the impeachment of Charlie', { Impeach: { executive: charlie } }, DAVE);
  await sector.sendInVain(
    'the vote of who is impeached', api.tx.guilds.vote(motion, false), sector.key(CHARLIE), 'guilds.VoteOnOneself',
  );
  await guild.vote(motion, BOB);
  await guild.vote(motion, DAVE);
  const events = await guild.close(motion);
  const impeached = events.find((event) => isEvent(event, 'guilds', 'ExecutiveImpeached'));
  const burned = impeached?.data.burned.toBigInt();
  if (burned !== api.consts.guilds.candidacyDeposit.toBigInt()) fail(`of who was impeached ${burned} was burned`);
  const executives = await guild.executives();
  if (executives.includes(charlie)) fail('who was impeached is still an executive');
  sector.said(`Charlie is no executive any more; left are ${executives.length}`);
}

async function appeal({ api, guild, sector, slashed }) {
  if (!slashed) {
    await guild.weighty();
    const proposal = { Appeal: { miner: sector.address(DAVE) } };
    await sector.sendInVain(
      'the appeal of a slash that nobody decided', api.tx.guilds.propose(proposal), sector.key(BOB), 'guilds.NoSlashPending',
    );
    return;
  }
  const miner = sector.address(slashed);
  const pending = async () => (await api.query.tasks.pendingSlashes()).find(({ miner: who }) => who.eq(miner));
  const slash = await sector.until(`a slash of ${slashed}`, pending, {
    seen: async () => {
      const record = (await api.query.miners.miners(miner)).unwrapOr(undefined);
      return record ? `its record is ${record}` : 'it is no miner';
    },
  });
  sector.said(`task ${slash.task} tipped the test: ${slashed} will be slashed in block ${slash.due}`);
  const others = MEMBERS.filter((uri) => uri !== slashed);
  await guild.weighty(others);
  const motion = await guild.propose(`the appeal of ${slashed}`, { Appeal: { miner } }, others[0]);
  await sector.sendInVain(
    'the vote of who is to be slashed', api.tx.guilds.vote(motion, true), sector.key(slashed), 'guilds.VoteOnOneself',
  );
  await Promise.all(others.map((uri) => guild.vote(motion, uri)));
  const events = await guild.close(motion);
  const cancelled = events.find((event) => isEvent(event, 'tasks', 'SlashCancelled'));
  if (!cancelled?.data.miner.eq(miner)) fail('the appeal was carried, but no slash was cancelled');
  if (await pending()) fail(`${slashed} will be slashed all the same`);
  sector.said(`the slash of ${slashed} is cancelled`);
}

async function prepare({ sector: id, chosen, slashed }, connect) {
  const sector = await connect(chainName(id));
  const guild = await Guild.of(sector);
  const world = { api: sector.api, guild, sector, slashed };
  // The hub decides on parameters alone.
  if (!chosen.includes('parameter')) return world;
  const hub = await connect('hub');
  return { ...world, assembly: new Assembly(hub), directives: new Directives(hub, sector, id) };
}

const parts = { weight, election, executive, parameter, impeachment, appeal };
const options = {
  sector: { type: 'string', default: '2003' },
  'sector-url': { type: 'string' },
  slashed: { type: 'string' },
};
run({ name: 'guild', usage: USAGE, parts, options }, prepare);
