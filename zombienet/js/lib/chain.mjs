// SPDX-License-Identifier: Apache-2.0
// A connection to a chain: transactions, and what is waited for.

import { ApiPromise, WsProvider } from '@polkadot/api';
import { Keyring } from '@polkadot/keyring';
import { fail, StepError, within } from './errors.mjs';

// Blocks back from the newest that may still be replaced by others.
const UNSETTLED = 30;
const INTERVAL_MS = 3000;
// How often a transaction is signed anew whose nonce another program took for the same account, and the
// pause before.
const ATTEMPTS = 10;
const PAUSE_MS = 2000;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class Chain {
  #ring;
  // Of each account, the submission before the next one.
  #submitted = new Map();
  // Of each account, the nonce after the last one that the node took from here. It names an older one
  // while its best block is one that has been replaced.
  #nonces = new Map();

  constructor(name, api, provider, timeout, said) {
    this.name = name;
    this.api = api;
    this.provider = provider;
    this.timeout = timeout;
    this.said = (text) => said(`${name}: ${text}`);
    this.unit = 10n ** BigInt(api.registry.chainDecimals[0]);
    this.#ring = new Keyring({ type: 'sr25519', ss58Format: api.registry.chainSS58 ?? 42 });
  }

  static async connect(name, url, timeout, said) {
    // No reconnecting: an endpoint that is down or goes away is a failure.
    const provider = new WsProvider(url, false);
    const api = new ApiPromise({ provider, noInitWarn: true });
    try {
      provider.connect().catch(() => {});
      await within(timeout, `${name}: connecting to ${url}`, api.isReadyOrError);
    } catch (error) {
      await api.disconnect().catch(() => {});
      throw error instanceof StepError ? error : new StepError(`${name}: connecting to ${url}: ${error.message}`);
    }
    return new Chain(name, api, provider, timeout, said);
  }

  close() {
    return this.api.disconnect();
  }

  key(uri) {
    return this.#ring.createFromUri(uri);
  }

  address(uri) {
    return this.key(uri).address;
  }

  // One at a time for each account: a transaction counts for the next one's nonce only once the node
  // has it.
  #submit(tx, signer, listener) {
    const before = this.#submitted.get(signer.address) ?? Promise.resolve();
    const mine = before.then(() => this.#handOver(tx, signer, listener));
    this.#submitted.set(signer.address, mine.catch(() => {}));
    return mine;
  }

  // Immortal, so that no block that is replaced can take it along.
  async #handOver(tx, signer, listener) {
    let least = this.#nonces.get(signer.address) ?? 0;
    let before;
    for (let attempt = 1; ; attempt += 1) {
      const next = (await this.api.rpc.system.accountNextIndex(signer.address)).toNumber();
      const nonce = Math.max(next, least);
      try {
        const stop = await tx.signAndSend(signer, { era: 0, nonce }, listener);
        this.#nonces.set(signer.address, nonce + 1);
        return stop;
      } catch (error) {
        const outdated = error.message.startsWith('1010:') && error.message.includes('outdated');
        const taken = outdated || error.message.startsWith('1014:');
        if (!taken || attempt === ATTEMPTS) throw error;
        // The pool is ahead of the block by which the node counts; or it holds a transaction that the node
        // does not count, and names its nonce once more.
        if (outdated || before === nonce) least = nonce + 1;
        before = nonce;
        await pause(PAUSE_MS);
      }
    }
  }

  // Sends; returns the events, the error of the dispatch, if there is one, and the hash of the block.
  async include(what, tx, signer) {
    let stop = () => {};
    const included = new Promise((resolve, reject) => {
      const listener = (result) => {
        if (result.isInBlock || result.isFinalized) resolve(result);
        else if (result.isError) {
          this.#nonces.delete(signer.address);
          reject(new StepError(`${this.name}: ${what}: ${result.status.type}`));
        }
      };
      this.#submit(tx, signer, listener).then((unsubscribe) => {
        stop = unsubscribe;
      }, (error) => reject(new StepError(`${this.name}: ${what} was refused: ${error.message}`)));
    });
    const { events, dispatchError, status } = await within(this.timeout, `${this.name}: ${what}`, included)
      .finally(() => stop());
    return {
      events: events.map(({ event }) => event),
      error: dispatchError && this.describe(dispatchError),
      // A node that finalizes at once may leave the first of the two out.
      hash: status.isFinalized ? status.asFinalized : status.asInBlock,
    };
  }

  async send(what, tx, signer) {
    const { events, error } = await this.include(what, tx, signer);
    if (error) fail(`${this.name}: ${what} failed: ${error}`);
    return events;
  }

  async sendInVain(what, tx, signer, expected) {
    const { error } = await this.include(what, tx, signer);
    if (error !== expected) fail(`${this.name}: ${what}: ${error ?? 'success'} instead of ${expected}`);
    this.said(`${what}: refused with ${error}, as it should be`);
  }

  // The name of a dispatch error.
  describe(error) {
    if (error.isToken) return `token.${error.asToken.type}`;
    if (!error.isModule) return error.type;
    const { section, name } = this.api.registry.findMetaError(error.asModule);
    return `${section}.${name}`;
  }

  // Looks at the chain until `done` returns something. `seen` says for the error what there was instead.
  async until(what, done, { timeout = this.timeout, seen } = {}) {
    const deadline = Date.now() + timeout * 1000;
    for (;;) {
      const result = await done();
      if (result) return result;
      if (Date.now() > deadline) {
        const instead = seen ? `; ${await seen()}` : '';
        fail(`${this.name}: ${what}: not after ${timeout} s${instead}`);
      }
      await pause(INTERVAL_MS);
    }
  }

  async height() {
    return (await this.api.rpc.chain.getHeader()).number.toNumber();
  }

  // Waits until the chain has reached block `number`, which may take as long as its blocks do.
  async reach(what, number) {
    const missing = number - await this.height();
    if (missing <= 0) return;
    this.said(`waiting for block ${number}, ${what}, in ${missing} blocks`);
    await this.until(what, async () => await this.height() >= number, {
      timeout: this.timeout + 6 * missing,
      seen: async () => `the chain is at block ${await this.height()}, and waited for is ${number}`,
    });
  }

  // Waits for an event from block `from` on. Blocks may be replaced by others, so the newest are looked
  // at again unless they are known.
  async event(what, from, wanted) {
    const seen = new Map();
    let next = from;
    return this.until(what, async () => {
      const head = await this.height();
      for (let number = Math.max(from, next - UNSETTLED); number <= head; number += 1) {
        const hash = await this.api.rpc.chain.getBlockHash(number);
        if (seen.get(number) === hash.toHex()) continue;
        const { query } = await this.api.at(hash);
        const found = (await query.system.events()).find(({ event }) => wanted(event));
        if (found) return { event: found.event, block: number };
        seen.set(number, hash.toHex());
      }
      next = head + 1;
      return undefined;
    }, { seen: () => `there is none in blocks ${from} to ${next - 1}` });
  }

  async free(address) {
    return (await this.api.query.system.account(address)).data.free.toBigInt();
  }

  // Held or reserved of an account.
  async held(address) {
    return (await this.api.query.system.account(address)).data.reserved.toBigInt();
  }

  async finalizedHeight() {
    const { chain } = this.api.rpc;
    return (await chain.getHeader(await chain.getFinalizedHead())).number.toNumber();
  }

  // Of the runtime that the newest finalized block leaves.
  async finalizedVersion() {
    const { chain, state } = this.api.rpc;
    return (await state.getRuntimeVersion(await chain.getFinalizedHead())).specVersion.toNumber();
  }

  // Checks that the pallets are there, each under its index if one is given. Returns how many there are.
  checkPallets(wanted) {
    const found = new Map(
      this.api.runtimeMetadata.asLatest.pallets.map((pallet) => [pallet.name.toString(), pallet.index.toNumber()]),
    );
    for (const [name, index] of Object.entries(wanted)) {
      if (!found.has(name)) fail(`${this.name}: the metadata has no pallet ${name}`);
      if (index !== null && found.get(name) !== index) {
        fail(`${this.name}: pallet ${name} has index ${found.get(name)}, not ${index}`);
      }
    }
    return found.size;
  }
}

/// Whether this is the event `method` of the pallet `section`.
export const isEvent = (event, section, method) => event.section === section && event.method === method;
