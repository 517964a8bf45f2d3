// SPDX-License-Identifier: Apache-2.0
// How a script fails.

/// Something on a chain was not as it should be.
export class StepError extends Error {}
/// The script was called wrongly.
export class UsageError extends Error {}

export const fail = (message) => {
  throw new StepError(message);
};

/// Rejects if `promise` is not settled in time.
export function within(seconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new StepError(`${what}: nothing after ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
