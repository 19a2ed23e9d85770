/**
 * Findings, checks and what a list of checks means. What each code means comes from the server's verifier as data
 * (`rules`), so both speak the same codes.
 *
 * @typedef {{code: string, outcome: "passed" | "failed" | "indeterminate" | "not_checked", where: string,
 *   params: Record<string, unknown>, sub: string | null}} Check
 */

/** A check that did not pass; never leaves the verifier. */
export class Finding extends Error {
  /** @param {string} code @param {Record<string, unknown>} [params] @param {string} [where] */
  constructor(code, params = {}, where = "") {
    super(code);
    this.code = code;
    this.params = params;
    this.where = where;
  }
}

/** What codes mean, and the worst of many. */
export class Rules {
  /** @param {{rules: Record<string, [string, string]>, ranks: string[]}} pack */
  constructor({ rules, ranks }) {
    this.rules = new Map(Object.entries(rules));
    this.ranks = new Map(ranks.map((sub, rank) => [sub, rank]));
  }

  /**
   * The check that a finding becomes. A code that is not in the list is a refusal of the reader: wrong in its form.
   * @param {Finding} finding @param {string} where @returns {Check}
   */
  found(finding, where) {
    const [outcome, sub] = this.rules.get(finding.code) ?? ["failed", "FORMAT_FAILURE"];
    const place = where && finding.where ? `${where}/${finding.where}` : where || finding.where;
    return { code: finding.code, outcome, where: place, params: { where: finding.where, ...finding.params }, sub };
  }

  /** @param {Check[]} checks @returns {{indication: string, sub: string | null}} */
  conclude(checks) {
    if (!checks.some((check) => check.outcome !== "not_checked")) throw new Error("nothing was checked");
    for (const [outcome, indication] of [["failed", "TOTAL_FAILED"], ["indeterminate", "INDETERMINATE"]]) {
      const subs = checks.filter((check) => check.outcome === outcome).map((check) => check.sub);
      if (subs.length) {
        return { indication, sub: subs.reduce((worst, sub) => (this.ranks.get(sub) < this.ranks.get(worst) ? sub : worst)) };
      }
    }
    return { indication: "TOTAL_PASSED", sub: null };
  }
}

/** @param {string} code @param {string} [where] @returns {Check} */
export function passed(code, where = "") {
  return { code, outcome: "passed", where, params: {}, sub: null };
}

/** @param {string} code @param {string} [where] @returns {Check} */
export function notChecked(code, where = "") {
  return { code, outcome: "not_checked", where, params: {}, sub: null };
}

/**
 * Do one step and note it.
 * @param {Rules} rules @param {Check[]} checks @param {string} code @param {string} where
 * @param {() => void | Promise<void>} work
 */
export async function step(rules, checks, code, where, work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    checks.push(rules.found(error, where));
    return;
  }
  checks.push(passed(code, where));
}
