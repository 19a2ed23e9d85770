/**
 * Entries the server does not hold yet, kept in the browser: one record per user, grid and open tab, without names
 * (rows and columns by their ids), removed as soon as everything in it is saved.
 *
 * A record is found again only under the same user and the same grid; records of others are never read.
 */

const PREFIX = "hocba.grid.1";
const KEPT_DAYS = 30;
const DAY = 86_400_000;

export class Pending {
  #storage;
  #scope;
  #own;
  #now;

  /** @param {Storage} storage @param {{user: string, key: string, tab: string, now: () => number}} who */
  constructor(storage, { user, key, tab, now }) {
    this.#storage = storage;
    this.#scope = `${PREFIX}:${encodeURIComponent(user)}:${encodeURIComponent(key)}:`;
    this.#own = this.#scope + tab;
    this.#now = now;
  }

  /** Keep exactly this. @returns {boolean} false where the browser keeps nothing (full or forbidden). */
  keep({ batches, loose }) {
    try {
      if (batches.length || loose.length) {
        this.#storage.setItem(this.#own, JSON.stringify({ at: this.#now(), batches, loose }));
      } else {
        this.#storage.removeItem(this.#own);
      }
      return true;
    } catch {
      return false;
    }
  }

  /** Tabs of this user and grid, other than this one, that left something behind. @returns {string[]} */
  otherTabs() {
    return this.#keys().filter((name) => name.startsWith(this.#scope) && name !== this.#own)
      .map((name) => name.slice(this.#scope.length));
  }

  /** Take over what closed tabs left, oldest first. @returns {{batches: object[], loose: object[]}} */
  adopt(tabs) {
    const records = tabs.map((tab) => this.#read(this.#scope + tab)).filter(Boolean).sort((a, b) => a.at - b.at);
    for (const tab of tabs) this.#storage.removeItem(this.#scope + tab);
    return { batches: records.flatMap((record) => record.batches), loose: records.flatMap((record) => record.loose) };
  }

  /** Remove records nobody came back for, whoever left them. */
  prune() {
    const oldest = this.#now() - KEPT_DAYS * DAY;
    for (const name of this.#keys()) {
      if (!name.startsWith(`${PREFIX}:`)) continue;
      const record = this.#read(name);
      if (record === null || record.at < oldest) this.#storage.removeItem(name);
    }
  }

  #keys() {
    return Array.from({ length: this.#storage.length }, (_, index) => this.#storage.key(index));
  }

  #read(name) {
    try {
      const record = JSON.parse(this.#storage.getItem(name));
      return record && Array.isArray(record.batches) && Array.isArray(record.loose) ? record : null;
    } catch {
      return null;
    }
  }
}
