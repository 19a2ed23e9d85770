/** One verdict a file, in the words of the page: never milder than the verifier. */

/** `Report`: verify.js */

const CHANGED = new Set(["HASH_FAILURE", "SIG_CRYPTO_FAILURE"]);
const NO_FRAME = new Set(["UNKNOWN_PROFILE", "PDF_NOT_OURS"]);
const UNEXAMINED = { other: "VERIFY_UNREADABLE", empty: "VERIFY_EMPTY", archive: "VERIFY_ARCHIVE" };
const ON_SUCCESS = { xml: ["done", "OFFLINE_GOOD"], package: ["done", "OFFLINE_LIST"], pdf: ["late", "OFFLINE_PDF"] };

/** @param {Report} report @returns {["done" | "late" | "error", string]} colour and code of the sentence */
export function verdictOn({ kind, indication, sub, paper, copy, checks }) {
  if (kind in UNEXAMINED) return ["late", UNEXAMINED[kind]];
  if (kind === "handover") return ["late", "OFFLINE_HANDOVER"];
  if (indication === "TOTAL_FAILED") return ["error", CHANGED.has(sub) ? "VERIFY_ALTERED" : foreign(checks) ? "VERIFY_FOREIGN" : "VERIFY_FAILED"];
  if (indication === "TOTAL_PASSED") return paper ? ["late", "OFFLINE_PAPER"] : copy ? ["late", "OFFLINE_COPY"] : ON_SUCCESS[kind];
  if (sub === "SIG_CONSTRAINTS_FAILURE") return ["late", "VERIFY_INCOMPLETE"];
  return ["late", sub === "TRY_LATER" ? "OFFLINE_STATUS_UNKNOWN" : "VERIFY_UNSURE"];
}

/** Whether nothing else failed than that the file is built as no record is. @param {Check[]} checks */
function foreign(checks) {
  const failed = checks.filter((check) => check.outcome === "failed");
  return failed.length > 0 && failed.every((check) => NO_FRAME.has(check.code));
}
