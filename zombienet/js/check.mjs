// SPDX-License-Identifier: Apache-2.0
// Checks a running hub and its sectors with @polkadot/api, the library under polkadot.js apps:
// decodes every event of every block, sends transfers, orders a task.

import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { Keyring } from '@polkadot/keyring';
import { formatBalance } from '@polkadot/util';
import { cryptoWaitReady } from '@polkadot/util-crypto';

const HUB_ID = 2000;
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

class CheckError extends Error {}
class UsageError extends Error {}

const fail = (message) => {
  throw new CheckError(message);
};
const said = (chain, text) => console.log(`js: ${chain.name}: ${text}`);

function within(seconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new CheckError(`${what}: nothing after ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function readArguments() {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        hub: { type: 'string' },
        sector: { type: 'string', multiple: true },
        model: { type: 'string' },
        'input-hash': { type: 'string' },
        'input-len': { type: 'string' },
        key: { type: 'string', default: '//Alice' },
        timeout: { type: 'string', default: '120' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error.message);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
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
  const timeout = Number(values.timeout);
  if (!(timeout > 0)) throw new UsageError(`--timeout: "${values.timeout}" is no number of seconds`);
  return {
    hub: { name: 'hub', url: hub },
    sectors,
    model: values.model,
    input: values['input-hash'] && { hash: values['input-hash'], len: values['input-len'] },
    key: values.key,
    timeout,
  };
}

function readNetwork(file) {
  let nodes;
  try {
    ({ nodes } = JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new CheckError(`cannot read the network file ${file}: ${error.message}`);
  }
  const paras = (nodes ?? []).filter((node) => node.para_id !== null && node.para_id !== undefined);
  return {
    hub: paras.find((node) => node.para_id === HUB_ID)?.url,
    sectors: paras
      .filter((node) => node.para_id !== HUB_ID)
      .map((node) => ({ name: node.name, url: node.url })),
  };
}

async function connect(chain, timeout) {
  // No reconnecting: an endpoint that is down or goes away is a failure.
  const provider = new WsProvider(chain.url, false);
  const api = new ApiPromise({ provider, noInitWarn: true });
  const what = `connecting to ${chain.url}`;
  try {
    provider.connect().catch(() => {});
    await within(timeout, `${chain.name}: ${what}`, api.isReadyOrError);
  } catch (error) {
    await api.disconnect().catch(() => {});
    throw error instanceof CheckError ? error : new CheckError(`${chain.name}: ${what}: ${error.message}`);
  }
  const { specName, specVersion } = api.runtimeVersion;
  said(chain, `connected, ${specName} ${specVersion}, token ${api.registry.chainTokens[0]}`);
  return { ...chain, api };
}

function checkPallets(chain, wanted) {
  const found = new Map(
    chain.api.runtimeMetadata.asLatest.pallets.map((pallet) => [pallet.name.toString(), pallet.index.toNumber()]),
  );
  for (const [name, index] of Object.entries(wanted)) {
    if (!found.has(name)) fail(`${chain.name}: the metadata has no pallet ${name}`);
    if (index !== null && found.get(name) !== index) {
      fail(`${chain.name}: pallet ${name} has index ${found.get(name)}, not ${index}`);
    }
  }
  said(chain, `${found.size} pallets in the metadata, the expected ones among them`);
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
  said(chain, `${total} events of ${kinds.size} kinds in blocks 1 to ${head} decoded: ${[...kinds.keys()].sort().join(' ')}`);
  return head;
}

function describe(api, error) {
  if (!error.isModule) return error.toString();
  const { section, name, docs } = api.registry.findMetaError(error.asModule);
  return `${section}.${name}: ${docs.join(' ')}`;
}

// Sends, and returns the events of the extrinsic once it is in a block.
async function include(chain, what, tx, signer, timeout) {
  const { api } = chain;
  let stop = () => {};
  const included = new Promise((resolve, reject) => {
    tx.signAndSend(signer, { nonce: -1 }, (result) => {
      // A node that finalizes at once may leave the first of the two out.
      if (result.isInBlock || result.isFinalized) resolve(result);
      else if (result.isError) reject(new CheckError(`${chain.name}: ${what}: ${result.status.type}`));
    }).then((unsubscribe) => {
      stop = unsubscribe;
    }, (error) => reject(new CheckError(`${chain.name}: ${what} was refused: ${error.message}`)));
  });
  const result = await within(timeout, `${chain.name}: ${what}`, included).finally(() => stop());
  if (result.dispatchError) fail(`${chain.name}: ${what} failed: ${describe(api, result.dispatchError)}`);
  const events = result.events.map(({ event }) => event);
  if (!events.some((event) => api.events.system.ExtrinsicSuccess.is(event))) {
    fail(`${chain.name}: ${what} is in a block, but without ExtrinsicSuccess`);
  }
  const { status } = result;
  const header = await api.rpc.chain.getHeader(status.isFinalized ? status.asFinalized : status.asInBlock);
  return { events, block: header.number.toNumber() };
}

function unitsOf(api, tokens) {
  return 10n ** BigInt(api.registry.chainDecimals[0]) * BigInt(tokens);
}

function amount(api, value) {
  return formatBalance(value, {
    decimals: api.registry.chainDecimals[0],
    withUnit: api.registry.chainTokens[0],
    forceUnit: '-',
  });
}

async function transfer(chain, signer, to, timeout) {
  const { api } = chain;
  const value = unitsOf(api, 1);
  const tx = api.tx.balances.transferKeepAlive(to, value);
  const { events, block } = await include(chain, 'the transfer', tx, signer, timeout);
  const moved = events.find((event) => api.events.balances.Transfer.is(event));
  if (!moved) fail(`${chain.name}: the transfer has no balances.Transfer event`);
  const [from, dest, got] = moved.data;
  if (from.toString() !== signer.address || dest.toString() !== to || got.toBigInt() !== value) {
    fail(`${chain.name}: the transfer's event says ${moved.data}`);
  }
  said(chain, `transfer of ${amount(api, value)} in block ${block}`);
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

async function order({ chain, model, input }, signer, timeout) {
  const { api } = chain;
  const price = unitsOf(api, 1);
  const tx = api.tx.tasks.order({
    job: { Embedding: { model } },
    input,
    tier: 'Tolerant',
    replicas: { initial: 3, most: 3 },
    confidence: 900_000,
    price,
    deadline: 60,
    clientKey: encryptionKey(),
  });
  const { events, block } = await include(chain, 'the order', tx, signer, timeout);
  const told = events.find((event) => event.section === 'tasks');
  if (!told) fail(`${chain.name}: the order has no event of the pallet tasks`);
  said(chain, `order at ${amount(api, price)} in block ${block}: ${told.section}.${told.method} ${told.data}`);
}

async function main() {
  const options = readArguments();
  await cryptoWaitReady();
  const ring = new Keyring({ type: 'sr25519' });
  const chains = [];
  try {
    for (const chain of [options.hub, ...options.sectors]) {
      chains.push(await connect(chain, options.timeout));
    }
    const [hub, ...sectors] = chains;
    let blocks = 0;
    for (const chain of chains) {
      checkPallets(chain, chain === hub ? HUB : SECTOR);
      // Addresses are written with the chain's own prefix.
      ring.setSS58Format(chain.api.registry.chainSS58 ?? 42);
      const signer = ring.addFromUri(options.key);
      const bob = ring.createFromUri('//Bob');
      await transfer(chain, signer, bob.address, options.timeout);
    }
    const wanted = await chooseOrder(sectors, options);
    await order(wanted, ring.createFromUri(options.key), options.timeout);
    // Last, so that the transfers' and the order's own events are decoded too.
    for (const chain of chains) blocks += await decodeEvents(chain);
    console.log(`js: ok chains=${chains.length} blocks=${blocks} transfers=${chains.length} orders=1`);
  } finally {
    await Promise.all(chains.map(({ api }) => api.disconnect()));
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    if (error instanceof UsageError) {
      console.error(`js: ${error.message}\n${USAGE}`);
      process.exit(2);
    }
    const text = error instanceof CheckError ? error.message : (error.stack ?? String(error));
    console.error(`js: failed: ${text}`);
    process.exit(1);
  },
);
