// SPDX-License-Identifier: Apache-2.0
// What the scripts of participants share: arguments, the network file, and how they run and end.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { Chain } from './chain.mjs';
import { fail, StepError, UsageError } from './errors.mjs';

const HUB_ID = 2000;

/// The name of a chain by its para id; the relay chain has none.
export function chainName(id) {
  if (id === null || id === undefined) return 'relay chain';
  return id === HUB_ID ? 'hub' : `sector ${id}`;
}

/// The nodes in the file that `pouw-network up --json` wrote.
export function readNodes(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).nodes ?? [];
  } catch (error) {
    throw new StepError(`cannot read the network file ${file}: ${error.message}`);
  }
}

// The endpoints of the chains by their names.
function readNetwork(file) {
  const urls = new Map();
  for (const { para_id: id, url } of readNodes(file)) {
    const name = chainName(id);
    // Of a chain's nodes the first writes its blocks.
    if (!urls.has(name)) urls.set(name, url);
  }
  return urls;
}

/// The positive number that `--name` was given.
export function number(name, text, wanted) {
  const value = Number(text);
  if (!(value > 0)) throw new UsageError(`--${name}: "${text}" is no ${wanted}`);
  return value;
}

/// Reads the arguments, as `parseArgs` describes them. Asked for help, it prints `usage` and ends.
export function parse(usage, options) {
  let parsed;
  try {
    parsed = parseArgs({ allowPositionals: true, options: { ...options, help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    throw new UsageError(error.message);
  }
  if (parsed.values.help) {
    console.log(usage);
    process.exit(0);
  }
  return parsed;
}

// Reads the arguments that the scripts of participants have, and those of `more`. `parts` are what `--only`
// can name.
function readArguments(usage, parts, more) {
  const { values, positionals } = parse(usage, {
    hub: { type: 'string' },
    only: { type: 'string', multiple: true },
    timeout: { type: 'string', default: '900' },
    ...more,
  });
  const timeout = number('timeout', values.timeout, 'number of seconds');
  const sector = values.sector && number('sector', values.sector, 'para id');
  const chosen = values.only ?? parts;
  const unknown = chosen.find((part) => !parts.includes(part));
  if (unknown) throw new UsageError(`--only: there is no part "${unknown}"`);
  const named = [['hub', values.hub], ['relay chain', values.relay]];
  if (sector) named.push([chainName(sector), values['sector-url']]);
  let urls = new Map(named.filter(([, url]) => url));
  if (positionals.length > 1 || (positionals.length === 1) === (urls.size > 0)) {
    throw new UsageError('name either a network file or endpoints');
  }
  if (positionals.length === 1) urls = readNetwork(positionals[0]);
  return { ...values, sector, timeout, chosen, urls };
}

/// Runs a script. `prepare` gets its arguments, a function that connects to a chain by its name, and one
/// that tells people what happens; the parts that were asked for get what it returns, one after another.
export function run({ name, usage, parts, options = {} }, prepare) {
  const said = (text) => console.log(`${name}: ${text}`);
  const open = [];
  const script = async () => {
    const given = readArguments(usage, Object.keys(parts), options);
    const connect = async (chain) => {
      const url = given.urls.get(chain) ?? fail(`no endpoint of the ${chain} is given`);
      const connected = await Chain.connect(chain, url, given.timeout, said);
      open.push(connected);
      return connected;
    };
    await cryptoWaitReady();
    const world = await prepare(given, connect, said);
    const chosen = Object.entries(parts).filter(([part]) => given.chosen.includes(part));
    for (const [part, play] of chosen) {
      said(`-- ${part}`);
      try {
        await play(world);
      } catch (error) {
        throw error instanceof StepError ? new StepError(`in part ${part}: ${error.message}`) : error;
      }
    }
    said(`ok parts=${chosen.length}`);
  };
  finish(name, usage, script().finally(() => Promise.all(open.map((chain) => chain.close().catch(() => {})))));
}

/// Ends the process as the script ends: with 0, with 1 and the reason if it fails, with 2 and `usage` if it
/// was called wrongly.
export function finish(name, usage, script) {
  script.then(
    () => process.exit(0),
    (error) => {
      if (error instanceof UsageError) {
        console.error(`${name}: ${error.message}\n${usage}`);
        process.exit(2);
      }
      const text = error instanceof StepError ? error.message : (error.stack ?? String(error));
      console.error(`${name}: failed: ${text}`);
      process.exit(1);
    },
  );
}
