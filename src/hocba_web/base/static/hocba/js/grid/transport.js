/**
 * The three requests of a grid, each turned into one of a few outcomes: "ok", "refused" (the whole request, with its
 * reason), "expired" (no valid login), "other" (somebody else is logged in), "offline" (no answer, try again).
 */

const PATIENCE = 20_000;
const TOO_MANY = 429;

export class Transport {
  #urls;
  #user;
  #csrf;
  #fetch;

  constructor(data, { csrf, fetch = globalThis.fetch.bind(globalThis) }) {
    this.#urls = { save: data.save_url, refresh: data.refresh_url };
    this.#user = data.user;
    this.#csrf = csrf;
    this.#fetch = fetch;
  }

  /** @returns {Promise<{type: string, data?: object}>} */
  async save({ act, kind, changes }) {
    const first = await this.#post(this.#urls.save, { act, kind, user: this.#user, changes });
    if (first.type !== "forged") return first;
    // The token changes when the person logs in again in another tab: fetch the new one, then try once more.
    const fresh = await this.refresh();
    if (fresh.type !== "ok") return fresh;
    const second = await this.#post(this.#urls.save, { act, kind, user: this.#user, changes });
    return second.type === "forged" ? { type: "expired" } : second;
  }

  /** The newest state of the grid, and with it whether this login still stands. */
  async refresh() {
    const result = await this.#ask(this.#urls.refresh, { method: "GET" });
    if (result.type !== "ok") return result.type === "forged" ? { type: "expired" } : result;
    if (result.data.user !== this.#user) return { type: "other" };
    if (result.data.csrf) this.#csrf = result.data.csrf;
    return result;
  }

  /** Sentences of the comment bank. */
  async sentences(url) {
    return this.#ask(url, { method: "GET" });
  }

  /** Keep a sentence in the person's own bank. */
  async keepSentence(url, sentence) {
    return this.#post(url, sentence);
  }

  async #post(url, body) {
    return this.#ask(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.#csrf },
      body: JSON.stringify(body),
    });
  }

  async #ask(url, options) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const response = await this.#fetch(url, {
        ...options,
        headers: { Accept: "application/json", ...options.headers },
        credentials: "same-origin",
        redirect: "manual",
        cache: "no-store",
        signal: stop.signal,
      });
      return await outcome(response);
    } catch {
      return { type: "offline" };
    } finally {
      clearTimeout(timer);
    }
  }
}

async function outcome(response) {
  // A redirect is the way to the login page: it is not followed, so that no half page is read as an answer.
  if (response.status === 401 || response.type === "opaqueredirect") return { type: "expired" };
  const data = await response.json().catch(() => null);
  if (response.ok) return data === null ? { type: "offline" } : { type: "ok", data };
  if (data?.code === "GRID_OTHER_USER") return { type: "other" };
  if (response.status === 403 && (!data?.code || data.code === "CSRF_FAILED")) return { type: "forged" };
  if (response.status >= 500 || response.status === TOO_MANY) return { type: "offline" };
  return { type: "refused", data: data?.code ? data : { code: "UNANSWERED" } };
}
