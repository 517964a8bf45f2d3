// SPDX-License-Identifier: Apache-2.0
// Checks a running hub and its sectors with @polkadot/api, the library under polkadot.js apps:
// decodes every event of every block, sends transfers, orders a task.

import { generateKeyPairSync } from 'node:crypto';
import { formatBalance } from '@polkadot/util';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { Chain, isEvent } from './lib/chain.mjs';
import { chainName, finish, number, parse, readNodes } from './lib/cli.mjs';
import { fail, UsageError } from './lib/errors.mjs';

const USAGE = `usage: node check.mjs NETWORK.json [options]
       node check.mjs --hub URL --sector URL [--sector URL]... [options]

NETWORK.json is what \`pouw-network up --json\` writes.

  --model HASH        model to order (default: that of the newest task, or any registered)
  --input-hash HASH   BLAKE3 hash of the order's input (default: that of the newest task)
  --input-len BYTES   its length
  --key URI           development key that pays (default: //Alice)
  --timeout SECONDS   longest wait for a connection or a block (default: 120)`;

// Pallets that apps address by name, with their index where it is part of a protocol.
const COMMON = {
  System: null, ParachainSystem: null, Timestamp: null, ParachainInfo: null, Balances: null,
  TransactionPayment: null, Authorship: null, Session: null, Aura: null, AuraExt: null,
  XcmpQueue: null, PolkadotXcm: null, CumulusXcm: null, MessageQueue: null, Messenger: 50,
};
const HUB = { ...COMMON, Sectors: 51, Settlement: 52, MultiRecord: 53 };
const SECTOR = {
  ...COMMON, SectorProfile: 51, Miners: 60, Tasks: 61, PouwVerify: 62, SectorToken: 63, Witness: 64,
};

function readArguments() {
  const { values, positionals } = parse(USAGE, {
    hub: { type: 'string' },
    sector: { type: 'string', multiple: true },
    model: { type: 'string' },
    'input-hash': { type: 'string' },
    'input-len': { type: 'string' },
    key: { type: 'string', default: '//Alice' },
    timeout: { type: 'string', default: '120' },
  });
  let hub = values.hub;
  let sectors = (values.sector ?? []).map((url, i) => ({ name: `sector ${i + 1}`, url }));
  if (positionals.length === 1 && !hub && sectors.length === 0) {
    ({ hub, sectors } = readNetwork(positionals[0]));
  } else if (positionals.length > 0) {
    throw new UsageError('name either a network file or --hub and --sector');
  }
  if (!hub || sectors.length === 0) throw new UsageError('a hub and a sector are needed');
  if (Boolean(values['input-hash']) !== Boolean(values['input-len'])) {
    throw new UsageError('--input-hash and --input-len go together');
  }
  return {
    hub: { name: 'hub', url: hub },
    sectors,
    model: values.model,
    input: values['input-hash'] && { hash: values['input-hash'], len: values['input-len'] },
    key: values.key,
    timeout: number('timeout', values.timeout, 'number of seconds'),
  };
}

// The hub's endpoint, and every node of every sector.
function readNetwork(file) {
  const nodes = readNodes(file);
  const named = nodes.map(({ name, para_id: id, url }) => ({ name, url, chain: chainName(id) }));
  return {
    hub: named.find(({ chain }) => chain === 'hub')?.url,
    sectors: named.filter(({ chain }) => chain.startsWith('sector ')),
  };
}

async function connect({ name, url }, timeout) {
  const chain = await Chain.connect(name, url, timeout, (text) => console.log(`js: ${text}`));
  const { specName, specVersion } = chain.api.runtimeVersion;
  chain.said(`connected, ${specName} ${specVersion}, token ${chain.api.registry.chainTokens[0]}`);
  return chain;
}

// Decodes and encodes again: a type that apps misread would not give the same bytes back.
async function eventsOf(chain, number) {
  const { api } = chain;
  const hash = await api.rpc.chain.getBlockHash(number);
  let at;
  let raw;
  try {
    at = await api.at(hash);
    raw = await api.rpc.state.getStorage.raw(api.query.system.events.key(), hash);
  } catch (error) {
    if (/discarded|UnknownBlock/.test(error.message)) {
      fail(`${chain.name}: the node no longer keeps the state of block ${number}; run it with --state-pruning archive`);
    }
    throw error;
  }
  // Absent storage is an empty list.
  const bytes = raw?.toString() ?? '0x00';
  let events;
  try {
    events = at.registry.createType('Vec<FrameSystemEventRecord>', bytes);
  } catch (error) {
    fail(`${chain.name}: the events of block ${number} cannot be decoded: ${error.message}`);
  }
  if (events.toHex() !== bytes) fail(`${chain.name}: the events of block ${number} are not what was decoded`);
  return events;
}

async function decodeEvents(chain) {
  const head = (await chain.api.rpc.chain.getHeader()).number.toNumber();
  const kinds = new Map();
  let total = 0;
  const batch = 16;
  for (let first = 1; first <= head; first += batch) {
    const numbers = Array.from({ length: Math.min(batch, head - first + 1) }, (_, i) => first + i);
    for (const events of await Promise.all(numbers.map((number) => eventsOf(chain, number)))) {
      for (const { event } of events) {
        const kind = `${event.section}.${event.method}`;
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        total += 1;
      }
    }
  }
  if (head === 0 || total === 0) fail(`${chain.name}: no events in ${head} blocks`);
  chain.said(`${total} events of ${kinds.size} kinds in blocks 1 to ${head} decoded: ${[...kinds.keys()].sort().join(' ')}`);
  return head;
}

// Sends, and returns the events of the extrinsic once it is in a block.
async function include(chain, what, tx, signer) {
  const { events, error, hash } = await chain.include(what, tx, signer);
  if (error) fail(`${chain.name}: ${what} failed: ${error}`);
  if (!events.some((event) => isEvent(event, 'system', 'ExtrinsicSuccess'))) {
    fail(`${chain.name}: ${what} is in a block, but without ExtrinsicSuccess`);
  }
  const header = await chain.api.rpc.chain.getHeader(hash);
  return { events, block: header.number.toNumber() };
}

function amount(api, value) {
  return formatBalance(value, {
    decimals: api.registry.chainDecimals[0],
    withUnit: api.registry.chainTokens[0],
    forceUnit: '-',
  });
}

async function transfer(chain, signer, to) {
  const { api, unit } = chain;
  const { events, block } = await include(chain, 'the transfer', api.tx.balances.transferKeepAlive(to, unit), signer);
  const moved = events.find((event) => isEvent(event, 'balances', 'Transfer'));
  if (!moved) fail(`${chain.name}: the transfer has no balances.Transfer event`);
  const [from, dest, got] = moved.data;
  if (from.toString() !== signer.address || dest.toString() !== to || got.toBigInt() !== unit) {
    fail(`${chain.name}: the transfer's event says ${moved.data}`);
  }
  chain.said(`transfer of ${amount(api, unit)} in block ${block}`);
}

// The newest task on a chain and the models registered there.
async function known(chain) {
  const tasks = await chain.api.query.tasks.tasks.entries();
  const models = await chain.api.query.tasks.models.keys();
  tasks.sort(([a], [b]) => (a.args[0].toBigInt() < b.args[0].toBigInt() ? -1 : 1));
  const newest = tasks.at(-1)?.[1].unwrap();
  return { spec: newest?.spec, models: models.map((key) => key.args[0].toHex()) };
}

async function chooseOrder(sectors, options) {
  for (const chain of sectors) {
    const { spec, models } = await known(chain);
    const model = options.model ?? spec?.job.asEmbedding.model.toHex() ?? models[0];
    const input = options.input ?? (spec && { hash: spec.input.hash_.toHex(), len: spec.input.len.toString() });
    if (model && models.includes(model)) {
      if (!input) fail(`${chain.name}: no task to take an input from; name one with --input-hash and --input-len`);
      return { chain, model, input };
    }
  }
  return fail(options.model ? `no sector has the model ${options.model}` : 'no model is registered on any sector');
}

// Nobody reads the output of this order, but the chain wants a key that is one.
function encryptionKey() {
  const { x } = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' });
  return new Uint8Array(Buffer.from(x, 'base64url'));
}

async function order({ chain, model, input }, signer) {
  const { api, unit } = chain;
  const tx = api.tx.tasks.order({
    job: { Embedding: { model } },
    input,
    tier: 'Tolerant',
    replicas: { initial: 3, most: 3 },
    confidence: 900_000,
    price: unit,
    deadline: 60,
    clientKey: encryptionKey(),
  });
  const { events, block } = await include(chain, 'the order', tx, signer);
  const told = events.find((event) => event.section === 'tasks');
  if (!told) fail(`${chain.name}: the order has no event of the pallet tasks`);
  chain.said(`order at ${amount(api, unit)} in block ${block}: ${told.section}.${told.method} ${told.data}`);
}

async function main() {
  const options = readArguments();
  await cryptoWaitReady();
  const chains = [];
  try {
    for (const chain of [options.hub, ...options.sectors]) {
      chains.push(await connect(chain, options.timeout));
    }
    const [hub, ...sectors] = chains;
    let blocks = 0;
    for (const chain of chains) {
      const pallets = chain.checkPallets(chain === hub ? HUB : SECTOR);
      chain.said(`${pallets} pallets in the metadata, the expected ones among them`);
      await transfer(chain, chain.key(options.key), chain.address('//Bob'));
    }
    const wanted = await chooseOrder(sectors, options);
    await order(wanted, wanted.chain.key(options.key));
    // Last, so that the transfers' and the order's own events are decoded too.
    for (const chain of chains) blocks += await decodeEvents(chain);
    console.log(`js: ok chains=${chains.length} blocks=${blocks} transfers=${chains.length} orders=1`);
  } finally {
    await Promise.all(chains.map((chain) => chain.close()));
  }
}

finish('js', USAGE, main());
