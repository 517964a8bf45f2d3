// SPDX-License-Identifier: Apache-2.0
// What a sector's guild asks of the Assembly, and what the hub has the sector do.

import { isEvent } from './chain.mjs';
import { fail } from './errors.mjs';

export class Directives {
  constructor(hub, sector, id) {
    Object.assign(this, { hub, sector, id, api: hub.api });
  }

  // A change of a parameter as the sector's runtime encodes it.
  encode(change) {
    return this.sector.api.tx.guilds.setParameter(change).method.args[0].toHex();
  }

  setParameter(change) {
    return this.api.tx.sectors.setParameter(this.id, change);
  }

  spendPublic(to, amount) {
    return this.api.tx.sectors.spendPublic(this.id, to, amount);
  }

  authorizeUpgrade(codeHash) {
    return this.api.tx.sectors.authorizeUpgrade(this.id, codeHash);
  }

  height() {
    return this.hub.height();
  }

  // An event of the registry on this sector, from block `from` on.
  async #event(what, method, from, wanted) {
    const { event } = await this.hub.event(what, from, (found) => (
      isEvent(found, 'sectors', method) && found.data.sector.toNumber() === this.id && wanted(found.data)
    ));
    return event.data;
  }

  // Waits until the hub knows of a motion of the guild, which has to ask for what is wanted.
  async recorded(motion, wanted, from) {
    const { motion: { request } } = await this.#event(
      `motion ${motion} of the guild`, 'MotionRecorded', from, ({ motion: { motion: known } }) => known.eq(motion),
    );
    if (!wanted(request)) fail(`motion ${motion} asks for ${request}`);
    this.hub.said(`motion ${motion} of the guild of sector ${this.id} waits for the Assembly`);
  }

  async isWaiting(motion) {
    const motions = await this.api.query.sectors.motions(this.id);
    return motions.some(({ motion: known }) => known.eq(motion));
  }

  // Waits until the sector has answered the directive that the event `method` is about.
  async answered(method, wanted, outcome, from) {
    const { directive } = await this.#event('the directive', method, from, wanted);
    const { outcome: answer } = await this.#event(
      `the answer to directive ${directive}`, 'DirectiveAnswered', from, (data) => data.directive.eq(directive),
    );
    if (answer.type !== outcome) fail(`directive ${directive} was answered with ${answer}, not ${outcome}`);
    this.hub.said(`sector ${this.id} answered directive ${directive}: ${answer}`);
  }
}
