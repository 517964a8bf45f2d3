// SPDX-License-Identifier: Apache-2.0
// A participant of the Assembly on a running test network, with @polkadot/api: notes a preimage,
// proposes, pays the deposit, votes, delegates, sees a parameter changed and the treasury spend, and
// what is refused refused. docs/governance.md is the guide to it.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { Keyring } from '@polkadot/keyring';
import { blake2AsHex, cryptoWaitReady } from '@polkadot/util-crypto';
import { stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';

const HUB_ID = 2000;
const USAGE = `usage: node governance.mjs NETWORK.json [options]
       node governance.mjs --hub URL [options]

NETWORK.json is what \`pouw-network up --json\` writes.

  --only PART         parameter, bounds, treasury or delegation; may be given several times
                      (default: all)
  --timeout SECONDS   longest wait for a referendum or a transaction (default: 900)`;

const PARTS = ['parameter', 'bounds', 'delegation', 'treasury'];
const TRACKS = { ProtocolParameters: 10, SmallSpender: 30 };
const PALLETS = { Preimage: 60, Scheduler: 61, Parameters: 62, Referenda: 63, ConvictionVoting: 64, Origins: 65 };
// Together more than half of the MAIN of a test network; each keeps some for fees and transfers.
const VOTERS = [
  '//Alice', '//Bob', '//Charlie', '//Dave', '//Alice//stash', '//Bob//stash', '//Charlie//stash', '//Dave//stash',
];
const STAKE = 900_000n;

class StepError extends Error {}
class UsageError extends Error {}

const fail = (message) => {
  throw new StepError(message);
};
const said = (text) => console.log(`governance: ${text}`);

function readArguments() {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        hub: { type: 'string' },
        only: { type: 'string', multiple: true },
        timeout: { type: 'string', default: '900' },
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
  const timeout = Number(values.timeout);
  if (!(timeout > 0)) throw new UsageError(`--timeout: "${values.timeout}" is no number of seconds`);
  const parts = values.only ?? PARTS;
  const unknown = parts.find((part) => !PARTS.includes(part));
  if (unknown) throw new UsageError(`--only: there is no part "${unknown}"`);
  if (positionals.length + (values.hub ? 1 : 0) !== 1) {
    throw new UsageError('name either a network file or --hub');
  }
  return { hub: values.hub ?? hubOf(positionals[0]), parts, timeout };
}

function hubOf(file) {
  let nodes;
  try {
    ({ nodes } = JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new StepError(`cannot read the network file ${file}: ${error.message}`);
  }
  const hub = (nodes ?? []).find((node) => node.para_id === HUB_ID);
  return hub?.url ?? fail(`${file} names no hub`);
}

function within(seconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new StepError(`${what}: nothing after ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function describe(api, error) {
  if (error.isToken) return `token.${error.asToken.type}`;
  if (!error.isModule) return error.type;
  const { section, name } = api.registry.findMetaError(error.asModule);
  return `${section}.${name}`;
}

/// A participant's view of the hub.
class Assembly {
  constructor(api, ring, timeout) {
    this.api = api;
    this.timeout = timeout;
    this.key = (uri) => ring.createFromUri(uri);
    this.unit = 10n ** BigInt(api.registry.chainDecimals[0]);
  }

  // Sends; returns the events and the error of the dispatch, if there is one.
  async include(what, tx, signer) {
    let stop = () => {};
    const included = new Promise((resolve, reject) => {
      tx.signAndSend(signer, { nonce: -1 }, (result) => {
        if (result.isInBlock || result.isFinalized) resolve(result);
        else if (result.isError) reject(new StepError(`${what}: ${result.status.type}`));
      }).then((unsubscribe) => {
        stop = unsubscribe;
      }, (error) => reject(new StepError(`${what} was refused: ${error.message}`)));
    });
    const result = await within(this.timeout, what, included).finally(() => stop());
    const error = result.dispatchError && describe(this.api, result.dispatchError);
    return { events: result.events.map(({ event }) => event), error };
  }

  async send(what, tx, signer) {
    const { events, error } = await this.include(what, tx, signer);
    if (error) fail(`${what} failed: ${error}`);
    return events;
  }

  async sendInVain(what, tx, signer, expected) {
    const { error } = await this.include(what, tx, signer);
    if (error !== expected) fail(`${what}: ${error ?? 'success'} instead of ${expected}`);
    said(`${what}: refused with ${error}, as it should be`);
  }

  // Looks at the chain until `done` returns something.
  async until(what, done) {
    const deadline = Date.now() + this.timeout * 1000;
    for (;;) {
      const result = await done();
      if (result) return result;
      if (Date.now() > deadline) fail(`${what}: not after ${this.timeout} s`);
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }

  // Notes the preimage of `call`, submits a referendum on it and pays its deposit.
  async propose(what, origin, call, signer) {
    const { api } = this;
    const bytes = call.method.toHex();
    const hash = blake2AsHex(bytes);
    const known = await api.query.preimage.requestStatusFor(hash);
    if (known.isNone) await this.send('noting the preimage', api.tx.preimage.notePreimage(bytes), signer);
    const proposal = { Lookup: { hash, len: call.method.encodedLength } };
    const events = await this.send(
      `submitting ${what}`,
      api.tx.referenda.submit({ Origins: origin }, proposal, { After: 0 }),
      signer,
    );
    const submitted = events.find((event) => api.events.referenda.Submitted.is(event));
    const index = submitted.data.index.toNumber();
    const track = submitted.data.track.toNumber();
    if (track !== TRACKS[origin]) fail(`${what} is on track ${track}, not ${TRACKS[origin]}`);
    await this.send(`the deposit for ${what}`, api.tx.referenda.placeDecisionDeposit(index), signer);
    said(`${what}: referendum ${index} on track ${track}, deposit placed`);
    return index;
  }

  async vote(index, uris, conviction = 'Locked1x') {
    const vote = { Standard: { vote: { aye: true, conviction }, balance: STAKE * this.unit } };
    await Promise.all(
      uris.map((uri) => this.send(
        `the vote of ${uri}`,
        this.api.tx.convictionVoting.vote(index, vote),
        this.key(uri),
      )),
    );
    said(`referendum ${index}: ${uris.length} votes with conviction ${conviction}`);
  }

  async status(index) {
    const info = await this.api.query.referenda.referendumInfoFor(index);
    return info.isSome ? info.unwrap() : fail(`there is no referendum ${index}`);
  }

  // Waits until a referendum is approved and its call was made. Returns the error of the call, if any.
  async enacted(index) {
    const { api } = this;
    const info = await this.until(`the end of referendum ${index}`, async () => {
      const now = await this.status(index);
      return now.isOngoing ? undefined : now;
    });
    if (!info.isApproved) fail(`referendum ${index} ended as ${info.type}`);
    said(`referendum ${index}: approved in block ${info.asApproved[0]}`);
    // The task's name is made of the pallet's and the referendum's.
    const name = u8aToHex(enactmentId(api, index));
    let next = info.asApproved[0].toNumber();
    return this.until(`the enactment of referendum ${index}`, async () => {
      const head = (await api.rpc.chain.getHeader()).number.toNumber();
      for (; next <= head; next += 1) {
        const at = await api.at(await api.rpc.chain.getBlockHash(next));
        const events = await at.query.system.events();
        const done = events.find(({ event }) => (
          api.events.scheduler.Dispatched.is(event) && event.data.id.isSome && event.data.id.unwrap().toHex() === name
        ));
        if (done) {
          const { result } = done.event.data;
          const error = result.isErr ? describe(api, result.asErr) : undefined;
          said(`referendum ${index}: enacted in block ${next}${error ? `, its call failed: ${error}` : ''}`);
          return { error };
        }
      }
      return undefined;
    });
  }

  async decide(what, origin, call, proposer) {
    const index = await this.propose(what, origin, call, proposer);
    await this.vote(index, VOTERS);
    const { error } = await this.enacted(index);
    await this.send('taking back the deposit', this.api.tx.referenda.refundDecisionDeposit(index), proposer);
    return error;
  }
}

// Under this name a referendum schedules what it approved.
function enactmentId(api, index) {
  const parts = api.createType('([u8; 8], Text, u32)', [stringToU8a('assembly'), 'enactment', index]);
  return api.registry.hash(u8aConcat(parts.toU8a()));
}

const toll = (api, value) => api.tx.parameters.setParameter({ Settlement: { Toll: [null, value] } });

async function tollInForce(api) {
  const key = { Settlement: { Toll: null } };
  const value = await api.query.parameters.parameters(key);
  return value.isSome ? value.unwrap().asSettlement.asToll.toNumber() : api.consts.settlement.toll.toNumber();
}

async function parameter(assembly) {
  const { api } = assembly;
  const proposer = assembly.key('//Ferdie');
  const wanted = (await tollInForce(api)) === 20_000 ? 15_000 : 20_000;
  const error = await assembly.decide(`a toll of ${wanted / 10_000} %`, 'ProtocolParameters', toll(api, wanted), proposer);
  if (error) fail(`the toll was not changed: ${error}`);
  const value = await tollInForce(api);
  if (value !== wanted) fail(`the toll is ${value}, not ${wanted}`);
  said(`the toll is ${value / 10_000} %`);
}

async function bounds(assembly) {
  const { api } = assembly;
  const proposer = assembly.key('//Ferdie');
  await assembly.sendInVain('a toll set by nobody but a user', toll(api, 20_000), proposer, 'BadOrigin');
  const error = await assembly.decide('a toll of 50 %', 'ProtocolParameters', toll(api, 500_000), proposer);
  if (error !== 'system.CallFiltered') fail(`a toll of 50 %: ${error ?? 'success'} instead of system.CallFiltered`);
}

async function delegation(assembly) {
  const { api, unit } = assembly;
  const track = TRACKS.ProtocolParameters;
  const index = await assembly.propose(
    'a proposal to be delegated on', 'ProtocolParameters', toll(api, 10_000), assembly.key('//Ferdie'),
  );
  const eve = assembly.key('//Eve');
  await assembly.vote(index, ['//Alice']);
  const support = async () => {
    const info = await assembly.status(index);
    return info.isOngoing ? info.asOngoing.tally.support.toBigInt() : fail(`referendum ${index} ended early`);
  };
  const alone = await support();
  await assembly.send(
    'the delegation',
    api.tx.convictionVoting.delegate(track, assembly.key('//Alice').address, 'Locked2x', 100_000n * unit),
    eve,
  );
  const together = await support();
  if (together - alone !== 100_000n * unit) fail(`a delegation of 100,000 MAIN added ${together - alone}`);
  said(`referendum ${index}: the delegated 100,000 MAIN count`);
  const vote = { Standard: { vote: { aye: false, conviction: 'None' }, balance: unit } };
  await assembly.sendInVain(
    'the vote of who has delegated', api.tx.convictionVoting.vote(index, vote), eve, 'convictionVoting.AlreadyDelegating',
  );
  await assembly.send('the end of the delegation', api.tx.convictionVoting.undelegate(track), eve);
  if (await support() !== alone) fail('the delegation still counts after its end');
  const transfer = api.tx.balances.transferAllowDeath(assembly.key('//Alice').address, 950_000n * unit);
  await assembly.sendInVain('a transfer of locked MAIN', transfer, eve, 'token.Frozen');
}

async function treasury(assembly) {
  const { api, unit } = assembly;
  const proposer = assembly.key('//Ferdie');
  const payee = assembly.key('//Governance//payee').address;
  const account = u8aConcat(stringToU8a('modlpy/trsry'), new Uint8Array(20));
  await assembly.send(
    'a gift to the treasury', api.tx.balances.transferKeepAlive(account, 2_000n * unit), assembly.key('//Eve'),
  );
  const spend = (amount) => api.tx.treasury.spend(null, amount * unit, payee, null);
  const first = (await api.query.treasury.spendCount()).toNumber();
  const refused = await assembly.decide('a spend of 1,001 MAIN', 'SmallSpender', spend(1_001n), proposer);
  if (refused !== 'treasury.InsufficientPermission') {
    fail(`a spend over the limit: ${refused ?? 'success'} instead of treasury.InsufficientPermission`);
  }
  const error = await assembly.decide('a spend of 1,000 MAIN', 'SmallSpender', spend(1_000n), proposer);
  if (error) fail(`the spend was not approved: ${error}`);
  const before = (await api.query.system.account(payee)).data.free.toBigInt();
  await assembly.send('the payout', api.tx.treasury.payout(first), assembly.key('//Eve'));
  const paid = (await api.query.system.account(payee)).data.free.toBigInt() - before;
  if (paid !== 1_000n * unit) fail(`the treasury paid ${paid}`);
  said('the treasury paid 1,000 MAIN');
}

function checkPallets(api) {
  const found = new Map(
    api.runtimeMetadata.asLatest.pallets.map((pallet) => [pallet.name.toString(), pallet.index.toNumber()]),
  );
  for (const [name, index] of Object.entries(PALLETS)) {
    if (found.get(name) !== index) fail(`pallet ${name} has index ${found.get(name)}, not ${index}`);
  }
  for (const [id, track] of api.consts.referenda.tracks) {
    const { name, decisionPeriod } = track;
    said(`track ${id} ${name.toString().replaceAll('\0', '')}: decided within ${decisionPeriod} blocks`);
  }
}

async function main() {
  const options = readArguments();
  await cryptoWaitReady();
  const provider = new WsProvider(options.hub, false);
  const api = new ApiPromise({ provider, noInitWarn: true });
  try {
    provider.connect().catch(() => {});
    await within(options.timeout, `connecting to ${options.hub}`, api.isReadyOrError);
    const ring = new Keyring({ type: 'sr25519', ss58Format: api.registry.chainSS58 ?? 42 });
    checkPallets(api);
    const assembly = new Assembly(api, ring, options.timeout);
    const parts = { parameter, bounds, delegation, treasury };
    for (const part of options.parts) {
      said(`-- ${part}`);
      await parts[part](assembly);
    }
    said(`ok parts=${options.parts.length}`);
  } finally {
    await api.disconnect();
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    if (error instanceof UsageError) {
      console.error(`governance: ${error.message}\n${USAGE}`);
      process.exit(2);
    }
    const text = error instanceof StepError ? error.message : (error.stack ?? String(error));
    console.error(`governance: failed: ${text}`);
    process.exit(1);
  },
);
