// SPDX-License-Identifier: Apache-2.0
// What the upgrades of the hub and of a sector have in common: the state before, the authorized code, and
// the runtime that comes of it.

import { readFileSync, writeFileSync } from 'node:fs';
import { blake2AsHex } from '@polkadot/util-crypto';
import { isEvent } from './chain.mjs';
import { fail, StepError } from './errors.mjs';

// Longest time until an authorization that a replaced block had is in another, in seconds.
const REPLACED_S = 60;

/// The code of a runtime, as it is handed in.
export class Code {
  constructor(file) {
    let bytes;
    try {
      bytes = readFileSync(file);
    } catch (error) {
      throw new StepError(`cannot read the runtime ${file}: ${error.message}`);
    }
    this.hash = blake2AsHex(bytes);
    this.hex = `0x${bytes.toString('hex')}`;
    this.length = bytes.length;
  }
}

/// Writes the newest state of a chain as a raw chain spec, for `pouw-bench try-runtime --state`.
export async function writeState(chain, file) {
  const hash = (await chain.api.rpc.chain.getBlockHash()).toHex();
  const pairs = await chain.provider.send('state_getPairs', ['0x', hash]);
  const spec = {
    name: chain.name,
    id: 'state',
    chainType: 'Local',
    bootNodes: [],
    telemetryEndpoints: null,
    protocolId: null,
    properties: null,
    genesis: { raw: { top: Object.fromEntries(pairs), childrenDefault: {} } },
  };
  writeFileSync(file, JSON.stringify(spec));
  chain.said(`${pairs.length} entries of the state of block ${hash} are in ${file}`);
}

/// Hands in code that is authorized, as anybody may, and waits for the runtime that it is. Returns a block
/// that the new runtime wrote.
export async function apply(chain, code, signer) {
  const { api } = chain;
  const before = await chain.finalizedVersion();
  const authorized = await authorization(chain, code);
  if (!authorized.checkVersion.isTrue) fail(`${chain.name}: the version of the code would not be checked`);
  await chain.sendInVain(
    'code that is not authorized', api.tx.system.applyAuthorizedUpgrade('0x00'), signer, 'system.Unauthorized',
  );
  const from = await chain.height();
  const events = await chain.send(`${code.length} bytes of code`, api.tx.system.applyAuthorizedUpgrade(code.hex), signer);
  // Code of another chain or of no greater version is refused without an error.
  const rejected = events.find((event) => isEvent(event, 'system', 'RejectedInvalidAuthorizedUpgrade'));
  if (rejected) fail(`${chain.name}: the code was refused: ${chain.describe(rejected.data.error)}`);
  const fee = events.find((event) => isEvent(event, 'transactionPayment', 'TransactionFeePaid'))
    ?? fail(`${chain.name}: nothing is said of the fee`);
  if (fee.data.actualFee.toBigInt() !== 0n) fail(`${chain.name}: handing in what is authorized cost ${fee.data.actualFee}`);
  chain.said('the code is stored and waits for the relay chain; handing it in cost nothing');
  // The validators compile it first.
  const { block } = await chain.event('the new runtime', from, (event) => {
    if (isEvent(event, 'parachainSystem', 'ValidationFunctionDiscarded')) {
      fail(`${chain.name}: the relay chain refused the code, or its validators took too long to compile it`);
    }
    return isEvent(event, 'parachainSystem', 'ValidationFunctionApplied');
  });
  chain.said(`the relay chain lets the new runtime be applied, in block ${block}`);
  // That block may be replaced; and that a later one is finalized says that validators run the new code.
  let after;
  let finalized;
  await chain.until('a finalized block of the new runtime', async () => {
    [after, finalized] = await Promise.all([chain.finalizedVersion(), chain.finalizedHeight()]);
    return after > before && finalized > block;
  }, { seen: () => `block ${finalized} is finalized and leaves version ${after}, after ${before}` });
  if (after !== before + 1) fail(`${chain.name}: the version is ${after} after ${before}`);
  chain.said(`runtime ${after} from block ${block + 1} on, of which block ${finalized} is finalized`);
  return finalized;
}

// What authorizes the code.
function authorization(chain, code) {
  let authorized;
  return chain.until(`the authorization of ${code.hash}`, async () => {
    authorized = (await chain.api.query.system.authorizedUpgrade()).unwrapOr(undefined);
    return authorized?.codeHash.toHex() === code.hash ? authorized : undefined;
  }, { timeout: REPLACED_S, seen: () => `authorized is ${authorized ?? 'nothing'}` });
}
