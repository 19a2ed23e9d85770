/**
 * A sealed PDF: its frame, its seal, what it holds, the record inside. That the letters drawn on its pages are those of the
 * record is not compared here (PDF_TEXT), nor is the picture of the seal.
 */

import { equal, letters } from "../bytes.js";
import { digest } from "../crypto.js";
import { Finding, notChecked, passed, step } from "../findings.js";
import { judge } from "../x509/judge.js";
import { examineRecord } from "../xml/whole.js";
import { checkCertificate, checkValue, readCms } from "./cms.js";
import { attachedFile, readCaption, readContent, readKeywords } from "./content.js";
import { readFrame } from "./layout.js";
import { readSeal } from "./seal.js";

/** `Context`: context.js `Check`: findings.js */

export const SLOT = "PDF";

/**
 * @param {Uint8Array} bytes @param {Context} context
 * @returns {Promise<{checks: Check[], seal: object | null, inside: object | null, paper: boolean, copy: boolean,
 *   demo: boolean}>} `copy`: it says that it is the authority's own copy of a record
 */
export async function examinePdf(bytes, context) {
  const { rules } = context;
  const checks = [];
  const found = { checks, seal: null, inside: null, paper: false, copy: false, demo: false };
  try {
    const frame = await readFrame(letters(bytes));
    const seal = readSeal(bytes, frame);
    checks.push(passed("PDF_STRUCTURE"), passed("PDF_BYTE_RANGE"));
    found.seal = await examineSeal(seal, context);
    checks.push(...found.seal.checks);
    found.paper = isPaper(frame, context.papers);
    if (found.paper) {
      await step(rules, checks, "PDF_CONTENT", "", () => checkPaper(frame, found.seal.leaf, context));
      checks.push(notChecked("PDF_XML_INSIDE"), notChecked("PDF_TEXT"));
    } else {
      found.copy = saysCopy(frame, context.copyStage);
      const content = readContent(frame, context.attachment);
      checks.push(passed("PDF_CONTENT"));
      const xml = await attachedFile(frame, content, context.limits.bytes);
      checks.push(passed("PDF_XML_INSIDE"));
      found.inside = await examineRecord(xml, context);
      checks.push(...found.inside.checks);
      if (found.inside.opened && found.seal.leaf) {
        const [code, check] = found.copy ? ["PDF_SEAL_OF_AUTHORITY", ofAuthority] : ["PDF_SEAL_OF_SCHOOL", ofSchool];
        await step(rules, checks, code, "", () => check(seal, found.seal.leaf, found.inside));
      }
      checks.push(notChecked("PDF_TEXT"));
    }
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    checks.push(rules.found(error, ""));
  }
  const insideDemo = found.inside?.examined.some((one) => one.demo) ?? false;
  found.demo = insideDemo || (found.seal?.demo ?? false);
  if (found.demo && !insideDemo) checks.push(notChecked("LEGAL_VALUE"));
  return found;
}

/** Shape, integrity, certificate, value, time, path, validity, status and holder of the PDF's seal. */
async function examineSeal(seal, context) {
  const { rules } = context;
  let cms;
  try {
    cms = readCms(seal.cms, context.read);
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    const checks = [rules.found(error, SLOT)];
    return { checks, leaf: null, scheme: null, signedAt: seal.signedAt, status: "unknown", demo: false, ...rules.conclude(checks) };
  }
  const checks = [passed("SIGNATURE_SHAPE", SLOT), passed("SIGNATURE_ALGORITHMS", SLOT)];
  const take = (code, work) => step(rules, checks, code, SLOT, work);
  await take("SIGNATURE_INTEGRITY", async () => {
    if (!equal(await digest(cms.hash, seal.covered), cms.messageDigest)) throw new Finding("DIGEST_WRONG");
  });
  await take("SIGNING_CERTIFICATE", () => checkCertificate(cms));
  await take("SIGNATURE_VALUE", () => checkValue(cms));
  await take("SIGNING_TIME", () => {
    if (seal.signedAt > context.at + context.tolerance) {
      throw new Finding("SIGNED_IN_FUTURE", { value: new Date(seal.signedAt).toISOString(), now: new Date(context.at).toISOString() });
    }
  });
  const judgement = await judge(cms.leaf, cms.chain, seal.signedAt, context, SLOT);
  checks.push(...judgement.checks);
  await take("SIGNER_IDENTITY", () => {
    if (cms.leaf.taxCode === null || cms.leaf.organisation !== seal.name) {
      throw new Finding("SEAL_WRONG_ORGANISATION", { expected: seal.name, found: cms.leaf.organisation });
    }
  });
  const { status, demo } = judgement;
  return { checks, leaf: cms.leaf, scheme: cms.scheme, signedAt: seal.signedAt, status, demo, ...rules.conclude(checks) };
}

/** The school that sealed the record sealed the PDF, and not before it. */
function ofSchool(seal, leaf, inside) {
  const { record, holder, signedAt } = issued(inside);
  if (leaf.organisation !== record.school || leaf.taxCode !== holder.taxCode) {
    throw new Finding("PDF_SEAL_OTHER_SCHOOL", { expected: record.school, found: leaf.organisation });
  }
  notBefore(seal, signedAt);
}

/** The authority that the school's signed data name sealed the copy, no school did, and not before the record. */
function ofAuthority(seal, leaf, inside) {
  const { record, holder, signedAt } = issued(inside);
  const { authority, school } = record;
  if (leaf.organisation !== authority || authority === school || leaf.taxCode === holder.taxCode) {
    throw new Finding("PDF_SEAL_OTHER_AUTHORITY", { expected: authority, found: leaf.organisation });
  }
  notBefore(seal, signedAt);
}

/** What the school's seal inside is on, whose it is and when it was made. */
function issued({ opened, examined }) {
  const ofXml = examined.findLast((one) => one.place.slot.holder === "organisation");
  if (!ofXml?.signature || ofXml.signedAt === null) throw new Finding("PDF_XML_NOT_ISSUED");
  return { record: opened.record, holder: ofXml.signature.leaf, signedAt: ofXml.signedAt };
}

function notBefore(seal, signedAt) {
  if (seal.signedAt < signedAt) {
    throw new Finding("PDF_SEALED_BEFORE_XML", { pdf: new Date(seal.signedAt).toISOString(), xml: new Date(signedAt).toISOString() });
  }
}

/** Whether a file says that it is the authority's copy; whether its pages say so, too, is not read here. */
function saysCopy(frame, stage) {
  try {
    return readKeywords(frame)[1] === stage;
  } catch (error) {
    if (error instanceof Finding) return false;
    throw error;
  }
}

/** Whether a file says that it is a paper of a kind that is sealed: an extract, a certified copy. */
function isPaper(frame, { version, kinds }) {
  try {
    const keywords = readKeywords(frame);
    return keywords[0] === version && kinds.includes(keywords[1]);
  } catch (error) {
    if (error instanceof Finding) return false;
    throw error;
  }
}

/** Nothing embedded, and a field that names who sealed. */
function checkPaper(frame, leaf, { attachment, papers }) {
  readContent(frame, attachment, false);
  const caption = readCaption(frame);
  if (leaf && caption !== papers.caption.replace("{organisation}", () => leaf.organisation)) {
    throw new Finding("SEAL_WRONG_ORGANISATION", { expected: caption.slice(0, 200), found: leaf.organisation });
  }
}
