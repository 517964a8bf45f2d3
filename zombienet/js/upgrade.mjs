// SPDX-License-Identifier: Apache-2.0
// Upgrades of a running test network, with @polkadot/api: the hub's by a referendum, a sector's by a motion
// of its guild and a referendum, delivered from the hub. Anybody applies what is authorized.
// docs/governance.md is the guide to it.
//
// The codes are those that scripts/upgrade-wasm makes: of the next version, with another deposit and a
// migration that doubles a number that governance has set. The guild's members are as in guild.mjs.

import { join } from 'node:path';
import { Assembly } from './lib/assembly.mjs';
import { isEvent } from './lib/chain.mjs';
import { chainName, run } from './lib/cli.mjs';
import { Directives } from './lib/directives.mjs';
import { fail, UsageError } from './lib/errors.mjs';
import { Guild, MEMBERS, OUTSIDER } from './lib/guild.mjs';
import { apply, Code, writeState } from './lib/upgrade.mjs';

const USAGE = `usage: node upgrade.mjs NETWORK.json --hub-code FILE --sector-code FILE [options]

NETWORK.json is what \`pouw-network up --json\` writes.

  --hub-code FILE     the hub's next runtime
  --sector-code FILE  the sectors' next runtime
  --states FOLDER     where the part "states" writes the states of both chains
  --sector ID         the sector that is upgraded (default: 2003)
  --only PART         parameters, states, hub or sector; may be given several times (default: all)
  --timeout SECONDS   longest wait for a referendum or a transaction (default: 900)`;

const TOLL = 20_000;
// Blocks after which every window that ends has begun with the new runtime.
const WINDOWS = 60;

// A number that governance has set.
async function numberSet(chain, group, name) {
  const value = await chain.api.query.parameters.parameters({ [group]: { [name]: null } });
  return value.isSome ? value.unwrap().inner.inner.toBigInt() : fail(`${chain.name}: ${name} is not set`);
}

const tollCall = (hub) => hub.api.tx.parameters.setParameter({ Settlement: { Toll: [null, TOLL] } });

async function parameters({ assembly, directives, hub, sector }) {
  const from = await hub.height();
  const price = (sector.unit * 3n) / 100n;
  const change = directives.encode({ Number: { Tasks: { MinPrice: [null, price] } } });
  await Promise.all([
    assembly.carry('a toll of 2 %', 'ProtocolParameters', tollCall(hub)),
    assembly.carry('a smallest price of 0.03', 'ProtocolParameters', directives.setParameter(change)),
  ]);
  await directives.answered('ParameterDirected', (data) => data.change.toHex() === change, 'Done', from);
}

async function states({ folder, hub, sector }) {
  if (!folder) throw new UsageError('--states is missing');
  await writeState(hub, join(folder, 'hub.json'));
  await writeState(sector, join(folder, 'sector.json'));
}

async function upgradeHub({ assembly, codes, connect, hub }) {
  const code = codes.hub();
  const outsider = hub.key(OUTSIDER);
  const toll = await numberSet(hub, 'Settlement', 'Toll');
  const deposit = hub.api.consts.referenda.submissionDeposit.toBigInt();
  await hub.sendInVain(
    'code without a referendum', hub.api.tx.system.applyAuthorizedUpgrade('0x00'), outsider, 'system.NothingAuthorized',
  );
  await assembly.carry('the upgrade of the hub', 'Root', hub.api.tx.system.authorizeUpgrade(code.hash));
  await apply(hub, code, outsider);

  const upgraded = await connect('hub');
  const doubled = await numberSet(upgraded, 'Settlement', 'Toll');
  if (doubled !== 2n * toll) fail(`the toll is ${doubled} after ${toll}: the migration did not run`);
  const now = upgraded.api.consts.referenda.submissionDeposit.toBigInt();
  if (now !== deposit + 2n * hub.unit) fail(`the submission deposit is ${now} after ${deposit}`);
  // And what is held is what the new runtime says.
  const again = new Assembly(upgraded);
  const { index } = await again.propose('a toll after the upgrade', 'ProtocolParameters', tollCall(upgraded));
  const held = (await again.status(index)).asOngoing.submissionDeposit.amount.toBigInt();
  if (held !== now) fail(`the submission deposit of referendum ${index} is ${held}, not ${now}`);
  upgraded.said('the migration has run, and the new deposit is asked for');
}

async function upgradeSector({ assembly, codes, connect, directives, guild, id, sector }) {
  const code = codes.sector();
  const outsider = sector.key(OUTSIDER);
  const price = await numberSet(sector, 'Tasks', 'MinPrice');
  const deposit = sector.api.consts.guilds.motionDeposit.toBigInt();
  await sector.sendInVain(
    'code without a motion and a referendum', sector.api.tx.system.applyAuthorizedUpgrade('0x00'), outsider,
    'system.NothingAuthorized',
  );
  await guild.weighty();
  const from = await directives.height();
  const motion = await guild.carry('the upgrade of the sector', { Upgrade: { codeHash: code.hash } });
  await directives.recorded(
    motion, (request) => request.isUpgrade && request.asUpgrade.codeHash.toHex() === code.hash, from,
  );
  const other = `0x${'42'.repeat(32)}`;
  await Promise.all([
    assembly.carry('the upgrade of the sector', 'PouwEvolution', directives.authorizeUpgrade(code.hash)),
    assembly.decideInVain(
      'an upgrade that no guild moved', 'PouwEvolution', directives.authorizeUpgrade(other), 'sectors.NoSuchMotion',
    ),
  ]);
  await directives.answered('UpgradeDirected', (data) => data.codeHash.toHex() === code.hash, 'Done', from);
  const block = await apply(sector, code, outsider);

  const upgraded = await connect(chainName(id));
  const doubled = await numberSet(upgraded, 'Tasks', 'MinPrice');
  if (doubled !== 2n * price) fail(`the smallest price is ${doubled} after ${price}: the migration did not run`);
  const now = upgraded.api.consts.guilds.motionDeposit.toBigInt();
  if (now !== deposit + sector.unit) fail(`the deposit of a motion is ${now} after ${deposit}`);
  await moveInVain(await Guild.of(upgraded), now, { Upgrade: { codeHash: other } });
  const { event } = await upgraded.event('a window mined with the new runtime', block + WINDOWS, (found) => (
    isEvent(found, 'pouwVerify', 'WindowSettled') && found.data.credited.toNumber() > 0
  ));
  upgraded.said(`the migration has run, and window ${event.data.window} was mined with ${event.data.tickets} tickets`);
}

// A motion that the members vote down, so that its deposit goes back.
async function moveInVain(guild, deposit, proposal) {
  const { api, sector } = guild;
  await guild.weighty();
  const motion = await guild.propose('another upgrade', proposal);
  const held = (await api.query.guilds.motions(motion)).unwrap().deposit.toBigInt();
  if (held !== deposit) fail(`the deposit of motion ${motion} is ${held}, not ${deposit}`);
  await Promise.all(MEMBERS.map((uri) => guild.vote(motion, uri, false)));
  const events = await sector.send(`the end of motion ${motion}`, api.tx.guilds.close(motion), sector.key(OUTSIDER));
  const closed = events.find((event) => isEvent(event, 'guilds', 'MotionClosed'));
  if (!closed?.data.carried.isFalse) fail(`motion ${motion} was carried: ${closed?.data}`);
}

async function prepare(given, connect) {
  const { sector: id, states: folder } = given;
  const hub = await connect('hub');
  const sector = await connect(chainName(id));
  const read = (option) => new Code(given[option] ?? usage(`--${option} is missing`));
  return {
    id,
    folder,
    connect,
    hub,
    sector,
    codes: { hub: () => read('hub-code'), sector: () => read('sector-code') },
    assembly: new Assembly(hub),
    directives: new Directives(hub, sector, id),
    guild: await Guild.of(sector),
  };
}

function usage(message) {
  throw new UsageError(message);
}

const parts = { parameters, states, hub: upgradeHub, sector: upgradeSector };
const options = {
  'hub-code': { type: 'string' },
  'sector-code': { type: 'string' },
  states: { type: 'string' },
  sector: { type: 'string', default: '2003' },
};
run({ name: 'upgrade', usage: USAGE, parts, options }, prepare);
