/**
 * A report as part of the page. Pieces of the page are copied (`template`), and what a file says is only ever put in as
 * text: nothing in a file can become markup, an address or a script.
 */

import { verdictOn } from "./verdict.js";

/** `Report`: verify.js `SignatureReport`: verify.js */

// Not within a UUID, but in the Id of a teacher's part or slot.
const PERSONAL_ID = /(?:(?<![-\p{L}\p{N}_])|(?<=gv(?:bm)?-))\d{9}(?=\d{3}(?![\p{L}\p{N}_]))/gu;
const ZONE = "Asia/Ho_Chi_Minh";

/** Shows reports with the words of one language. */
export class Shown {
  /** @param {Document} page @param {object} words */
  constructor(page, words) {
    this.page = page;
    this.words = words;
    const locale = words.language === "en" ? "en-GB" : "vi-VN";
    const day = { day: "2-digit", month: "2-digit", year: "numeric", timeZone: ZONE };
    this.dayFormat = new Intl.DateTimeFormat(locale, day);
    this.timeFormat = new Intl.DateTimeFormat(locale, { ...day, hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
  }

  /**
   * @param {Report} report @param {{name: string, digest: string, at: number}} file @returns {HTMLElement}
   */
  result(report, { name, digest, at }) {
    const root = this.copy("offline-result");
    const [kind, code] = verdictOn(report);
    root.querySelector('[data-part="verdict"]').classList.add(`verdict--${kind}`);
    for (const mark of root.querySelectorAll("[data-mark]")) if (mark.dataset.mark !== kind) mark.remove();
    const { says, english, means, next } = this.words.verdicts[code];
    const indication = [report.indication, report.sub, report.profile].filter(Boolean).join(" · ");
    fill(root, { name, says, english, means, next, digest, indication, at: this.time(at), results_caption: `${name}: ${says}` });
    root.dataset.indication = report.indication ?? "";
    const findings = report.checks.filter((check) => check.outcome === "failed" || check.outcome === "indeterminate");
    this.part(root, "demo", report.demo);
    this.list(root, "findings", findings.map((check) => this.finding(check)));
    const altered = report.indication === "TOTAL_FAILED"; // then what it says is nobody's word
    this.list(root, "record", report.record ? this.recordFacts(report.record, altered) : []);
    const results = altered ? [] : (report.record?.results ?? []);
    this.list(root, "results", results.map((one) => this.row(one)));
    this.list(root, "signatures", report.signatures.map((one) => this.signature(one, report)));
    this.list(root, "records", report.records.map((one, index) => this.oneOfList(one, index)));
    this.list(root, "checks", report.checks.map((check) => this.check(check)));
    return root;
  }

  /** A file that could not be read at all. @param {string} name @returns {HTMLElement} */
  broken(name) {
    const root = this.copy("offline-result");
    root.querySelector('[data-part="verdict"]').classList.add("verdict--late");
    for (const mark of root.querySelectorAll("[data-mark]")) if (mark.dataset.mark !== "late") mark.remove();
    for (const part of root.querySelectorAll("[data-part]")) if (part.dataset.part !== "verdict") part.remove();
    fill(root, { name, ...this.words.verdicts.OFFLINE_BROKEN });
    return root;
  }

  /** @param {number} moment @returns {string} in Vietnam's time */
  time(moment) {
    return this.timeFormat.format(moment);
  }

  copy(id) {
    return this.page.getElementById(id).content.firstElementChild.cloneNode(true);
  }

  part(root, name, wanted) {
    if (!wanted) root.querySelector(`[data-part="${name}"]`).remove();
  }

  list(root, name, items) {
    if (items.length) root.querySelector(`[data-list="${name}"]`).append(...items);
    else root.querySelector(`[data-part="${name}"]`)?.remove();
  }

  status([kind, word]) {
    const found = this.copy(`offline-status-${kind}`);
    found.lastChild.textContent = word;
    return found;
  }

  /** Pairs of a description list; a value is text or an element, and none is left out. */
  pairs(values) {
    const labels = this.words.labels;
    return values.filter(([, value]) => value).flatMap(([label, value, style]) => {
      const term = this.page.createElement("dt");
      const description = this.page.createElement("dd");
      term.textContent = labels[label];
      description.append(typeof value === "string" ? masked(value) : value);
      if (style) description.className = style;
      return [term, description];
    });
  }

  /** In what capacity; of a PDF's seal what was found out, not what the file says of itself. */
  role(slot, { checks }) {
    const { roles, pdf_seals: seals } = this.words;
    const found = slot === "PDF" && checks.find((check) => check.outcome === "passed" && Object.hasOwn(seals, check.code));
    return found ? seals[found.code] : (roles[slot] ?? slot);
  }

  finding(check) {
    const item = this.copy("offline-finding");
    const [says, next] = this.words.codes[check.code] ?? [check.code, ""];
    fill(item, { says: this.said(says, check), next: this.said(next, check), where: this.place(check.where), code: check.code });
    return item;
  }

  check(check) {
    const item = this.copy("offline-check");
    const [says] = this.words.codes[check.code] ?? [check.code];
    item.querySelector("[data-part]").replaceWith(this.status(this.words.outcomes[check.outcome]));
    fill(item, { says: this.said(says, check), where: this.place(check.where), code: check.code });
    return item;
  }

  /** A sentence with its values put in. */
  said(sentence, check) {
    const values = { where: check.where, ...check.params };
    const text = sentence.replace(/\{(\w+)\}/g, (_, name) => (Object.hasOwn(values, name) ? String(values[name]) : "…"));
    return masked(text.replaceAll("{{", "{").replaceAll("}}", "}"));
  }

  place(where) {
    return where ? `(${masked(where)})` : "";
  }

  recordFacts(record, altered) {
    const planned = record.planned ? this.dayFormat.format(Date.parse(`${record.planned}T12:00:00+07:00`)) : "";
    return this.pairs([
      ["pupil", record.pupil],
      ["school", record.school],
      ["year", record.year],
      ["class", record.className],
      ["uuid", record.uuid, "mono verify-digest"],
      ["revision", record.revision ? String(record.revision) : ""],
      ["planned", planned],
      ["overall", altered ? "" : this.words.overall[record.overall]],
    ]);
  }

  row({ name, level, score }) {
    const row = this.copy("offline-row");
    fill(row, { name, level: this.words.levels[level] ?? level, score: score || "–" });
    return row;
  }

  /** @param {SignatureReport} one @param {Report} report */
  signature(one, report) {
    const { words } = this;
    const item = this.copy("offline-signature");
    const { leaf } = one;
    fill(item, { signer: leaf ? leaf.commonName || leaf.organisation : words.labels.unread, role: this.role(one.slot, report) });
    const place = one.person ? `${one.slot} ${one.person}` : one.slot;
    const digests = report.checks.find(
      (check) => check.where.split("/")[0] === place && ["SIGNATURE_INTEGRITY", "DIGEST_WRONG"].includes(check.code),
    );
    const facts = this.pairs([
      ["time", one.signedAt === null ? "" : this.time(one.signedAt)],
      ["covers", words.covers[one.slot]],
      ["intact", this.status(words.intact[digests?.outcome ?? "unknown"])],
      ["serial", leaf?.serial, "mono verify-digest"],
      ["issuer", leaf?.issuerName],
      ["provider", leaf?.provider],
      ["validity", leaf && `${this.dayFormat.format(leaf.notBefore)} – ${this.dayFormat.format(leaf.notAfter)}`],
      ["algorithm", one.algorithm],
      ["status", this.status(words.statuses[one.status])],
      ["result", this.status(words.indications[one.indication])],
    ]);
    item.querySelector('[data-list="facts"]').append(...facts);
    return item;
  }

  oneOfList({ record, indication }, index) {
    const item = this.page.createElement("li");
    const said = record ? `${record.pupil} · ${record.school} · ${record.year}` : this.words.labels.unread;
    item.append(`${this.words.labels.record} ${index + 1}: ${masked(said)} `, this.status(this.words.indications[indication]));
    return item;
  }
}

/** Put texts where they belong; places without a text go. */
function fill(root, values) {
  for (const [name, text] of Object.entries(values)) {
    for (const place of root.querySelectorAll(`[data-fill="${name}"]`)) {
      if (text) place.textContent = text;
      else place.remove();
    }
  }
}

/** Personal IDs cut to their last three digits: somebody may look over the shoulder. */
function masked(text) {
  return text.replace(PERSONAL_ID, "•••");
}
