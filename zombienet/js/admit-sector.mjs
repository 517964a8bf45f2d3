// SPDX-License-Identifier: Apache-2.0
// The admission of a further sector to a running test network, with @polkadot/api: the relay chain opens its
// channels, a referendum admits it with its class and terms, its chain is started and announces itself, and
// both sides hear of one another. docs/governance.md is the guide to it.

import { Assembly } from './lib/assembly.mjs';
import { isEvent } from './lib/chain.mjs';
import { chainName, run } from './lib/cli.mjs';
import { fail } from './lib/errors.mjs';
import { Relay } from './lib/relay.mjs';

const USAGE = `usage: node admit-sector.mjs NETWORK.json [options]

NETWORK.json is what \`pouw-network up --json\` writes. The relay chain has to know the sector's parachain; its
chain has to run for the part "activity".

  --sector ID         the parachain that becomes a sector (default: 2005)
  --class CLASS       its class of hardware (default: CpuEdge)
  --symbol SYMBOL     the symbol of its token (default: NORD)
  --operator URI      key of its operator (default: //Eve)
  --only PART         channels, admission or activity; may be given several times (default: all)
  --timeout SECONDS   longest wait for a referendum or a transaction (default: 900)`;

const HUB = 2000;
// One MAIN for a token at full use, and a cap that tests do not reach: as the other sectors' at genesis.
const RATE_BASE = 10n ** 18n;
const MINT_CAP = 100_000n;

const record = async (hub, id) => (await hub.api.query.sectors.sectors(id)).unwrapOr(undefined);

async function channels({ connect, id }) {
  const relay = new Relay(await connect('relay chain'));
  if (!(await relay.isRegistered(id))) fail(`the relay chain knows no parachain ${id}`);
  await relay.open(HUB, id);
}

async function admission({ assembly, given, hub, id }) {
  const { api, unit } = hub;
  const known = await api.query.sectors.sectors.keys();
  if (await record(hub, id)) fail(`the hub knows ${chainName(id)} already`);
  hub.said(`the hub knows ${known.length} sectors, and not ${id}`);
  const admit = api.tx.sectors.admit(id, given.class);
  const operator = hub.address(given.operator);
  await hub.sendInVain('an admission by nobody but a user', admit, hub.key('//Ferdie'), 'BadOrigin');
  const call = api.tx.utility.batchAll([
    admit,
    api.tx.sectors.setOperator(id, operator),
    api.tx.sectors.setRateBase(id, RATE_BASE),
    api.tx.sectors.setMintCap(id, MINT_CAP * unit),
  ]);
  await Promise.all([
    assembly.decideInVain('an admission on another track', 'ProtocolParameters', admit, 'BadOrigin'),
    assembly.carry(`the admission of ${chainName(id)}`, 'SectorAdmission', call),
  ]);
  const { class: admitted, status } = await record(hub, id) ?? fail(`the hub does not know ${chainName(id)}`);
  if (admitted.type !== given.class) fail(`${chainName(id)} is of class ${admitted}`);
  const terms = (await api.query.sectors.terms(id)).unwrap();
  if (terms.operator.unwrap().toString() !== operator) fail(`the operator is ${terms.operator}, not ${operator}`);
  if (terms.rateBase.toBigInt() !== RATE_BASE) fail(`the base of the rate is ${terms.rateBase}`);
  if (terms.mintCap.toBigInt() !== MINT_CAP * unit) fail(`the cap is ${terms.mintCap}`);
  hub.said(`${chainName(id)} is admitted with its terms; it is ${status}`);
}

async function activity({ connect, given, hub, id }) {
  const sector = await connect(chainName(id));
  const active = await hub.until(`the announcement of ${chainName(id)}`, async () => {
    const now = await record(hub, id);
    return now?.status.isActive ? now : undefined;
  }, { seen: async () => `the hub has of it ${await record(hub, id)}, and its chain is at block ${await sector.height()}` });
  const symbol = active.profile.unwrap().token.symbol.toUtf8();
  if (symbol !== given.symbol) fail(`the token of ${chainName(id)} is ${symbol}, not ${given.symbol}`);
  hub.said(`${chainName(id)} has announced itself with the token ${symbol} and is active`);
  await sector.until('the word of the hub', async () => (
    (await sector.api.query.sectorProfile.status()).isActive || undefined
  ), { seen: async () => `it takes itself to be ${await sector.api.query.sectorProfile.status()}` });
  sector.said('the hub has told it that it is active');
  const from = await hub.height();
  const { event } = await hub.event(`a report of ${chainName(id)}`, from, (found) => (
    isEvent(found, 'sectors', 'EraReported') && found.data.sector.eq(id)
  ));
  hub.said(`${chainName(id)} has reported era ${event.data.era}`);
  const operators = (await hub.api.query.sectors.active()).map(([sectorId]) => sectorId.toNumber());
  if (!operators.includes(id)) fail(`among the active sectors are only ${operators}`);
  hub.said(`active sectors: ${operators.join(', ')}`);
}

async function prepare(given, connect) {
  const hub = await connect('hub');
  return { assembly: new Assembly(hub), connect, given, hub, id: given.sector };
}

const parts = { channels, admission, activity };
const options = {
  sector: { type: 'string', default: '2005' },
  class: { type: 'string', default: 'CpuEdge' },
  symbol: { type: 'string', default: 'NORD' },
  operator: { type: 'string', default: '//Eve' },
};
run({ name: 'admit-sector', usage: USAGE, parts, options }, prepare);
