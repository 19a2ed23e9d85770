/** One verdict a file, in the words of the page: never milder than the verifier. */

/** `Report`: verify.js */

const CHANGED = new Set(["HASH_FAILURE", "SIG_CRYPTO_FAILURE"]);
const ON_SUCCESS = { xml: ["done", "OFFLINE_GOOD"], package: ["done", "OFFLINE_LIST"], pdf: ["late", "OFFLINE_PDF"] };

/** @param {Report} report @returns {["done" | "late" | "error", string]} colour and code of the sentence */
export function verdictOn({ kind, indication, sub, paper, copy }) {
  if (kind === "other") return ["late", "VERIFY_UNREADABLE"];
  if (kind === "handover") return ["late", "OFFLINE_HANDOVER"];
  if (indication === "TOTAL_FAILED") return ["error", CHANGED.has(sub) ? "VERIFY_ALTERED" : "VERIFY_FAILED"];
  if (indication === "TOTAL_PASSED") return paper ? ["late", "OFFLINE_PAPER"] : copy ? ["late", "OFFLINE_COPY"] : ON_SUCCESS[kind];
  if (sub === "SIG_CONSTRAINTS_FAILURE") return ["late", "VERIFY_INCOMPLETE"];
  return ["late", sub === "TRY_LATER" ? "OFFLINE_STATUS_UNKNOWN" : "VERIFY_UNSURE"];
}
