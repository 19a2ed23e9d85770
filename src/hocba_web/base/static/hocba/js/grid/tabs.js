/** Other open tabs of the same user and grid: who is there, and telling them that something was saved. */

const ANSWER_TIME = 250;

export class Tabs {
  #channel;
  #tab;
  #alive = new Set();

  /** @param {{user: string, key: string, tab: string, onSaved: () => void}} who */
  constructor({ user, key, tab, onSaved }) {
    this.#tab = tab;
    this.#channel = new BroadcastChannel(`hocba.grid:${user}:${key}`);
    this.#channel.addEventListener("message", ({ data }) => {
      if (data.type === "who") this.#channel.postMessage({ type: "here", tab });
      if (data.type === "here") this.#alive.add(data.tab);
      if (data.type === "saved") onSaved();
    });
  }

  /** Which of these tabs are closed. */
  async closedOf(tabs) {
    if (!tabs.length) return [];
    this.#alive.clear();
    this.#channel.postMessage({ type: "who" });
    await new Promise((resolve) => setTimeout(resolve, ANSWER_TIME));
    return tabs.filter((tab) => !this.#alive.has(tab));
  }

  saved() {
    this.#channel.postMessage({ type: "saved", tab: this.#tab });
  }
}
