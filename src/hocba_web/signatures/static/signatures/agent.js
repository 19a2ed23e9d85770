// Signing on the person's own computer: the page sends what is to be signed to a program on the loopback address and
// gets signature values back. Keys and PINs stay there; nothing is stored here. The server verifies every value.
//
//   available(driver, url)          -> true if the program answers
//   obstacle()                      -> why the browser keeps the page from it: "BROWSER_FORBIDS" (the person, or a rule of
//                                      the device, said that this site may not reach programs on it), "PAGE_NOT_SECURE"
//                                      (the site is not https), or "" (then the program does not run)
//   certificates(url, options)      -> [{chain: [base64 DER, ...], key, token}] from `hocba agent`
//   signAll({driver, url, items, certificate, algorithm, title, onProgress, signal, timeout})
//                                   -> [{id, value, certificate}] in the order of the items, base64
//
// driver: "hocba" (docs/formats/agent-protocol.md) or "vgca" (service of the Government Cipher Committee, RSA only).
// items: [{id, digest, message, title, detail}]; `digest` is used by "vgca", `message` by "hocba", both base64.
// certificate: base64 DER of the certificate that the signatures were prepared for.
// onProgress(done, total, state): state is "connecting", "confirming" (the person must look elsewhere) or "signing".
// What goes wrong is a SigningError; `done` holds the values that were made before it.

export const ADDRESSES = { hocba: "ws://127.0.0.1:8988/", vgca: "wss://127.0.0.1:8987/SignXML" };
export const VERSION = 1;

const PATIENCE = 180000; // the person reads, agrees and types a PIN
const ANSWER = 5000; // a program that runs answers at once
const QUESTION = 60000; // the browser may first ask whether this site may reach programs on the device

// kind: "unreachable", "refused", "wrong-certificate", "timeout", "cancelled" or "broken".
// code: the program's own word, if it gave one, or the obstacle; text: its sentence for people.
export class SigningError extends Error {
  constructor(kind, { code = "", text = "", done = [] } = {}) {
    super(code || kind);
    this.name = "SigningError";
    this.kind = kind;
    this.code = code;
    this.text = text;
    this.done = done;
  }
}

// A WebSocket read one message at a time; every wait ends by a message, the end of the line, time or the signal.
class Line {
  constructor(url, protocol, signal) {
    this.waiting = null;
    this.messages = [];
    this.ended = null;
    this.opened = false;
    if (signal?.aborted) throw new SigningError("cancelled");
    try {
      this.socket = protocol ? new WebSocket(url, protocol) : new WebSocket(url);
    } catch {
      throw new SigningError("unreachable");
    }
    this.signal = signal;
    this.onAbort = () => this.end("cancelled");
    signal?.addEventListener("abort", this.onAbort);
    this.socket.addEventListener("open", () => {
      this.opened = true;
      this.give({ opened: true });
    });
    this.socket.addEventListener("message", (event) => this.give({ message: event.data }));
    this.socket.addEventListener("close", () => this.end(this.opened ? "broken" : "unreachable"));
  }

  give(what) {
    if (this.waiting) this.waiting.resolve(what);
    else this.messages.push(what);
    this.waiting = null;
  }

  end(kind) {
    this.ended ??= kind;
    this.waiting?.reject(new SigningError(this.ended));
    this.waiting = null;
  }

  async next(patience) {
    if (this.messages.length) return this.messages.shift();
    if (this.ended) throw new SigningError(this.ended);
    const timer = setTimeout(() => this.end(this.opened ? "timeout" : "unreachable"), patience);
    try {
      return await new Promise((resolve, reject) => {
        this.waiting = { resolve, reject };
      });
    } finally {
      clearTimeout(timer);
    }
  }

  async open() {
    const patience = (await permission()) === "prompt" ? QUESTION : ANSWER;
    try {
      const first = await this.next(patience);
      if (!first.opened) throw new SigningError("broken");
    } catch (error) {
      if (error.kind === "unreachable") error.code = await obstacle();
      throw error;
    }
  }

  async read(patience) {
    const { message } = await this.next(patience);
    let data = null;
    try {
      data = JSON.parse(message);
    } catch {
      data = null;
    }
    if (data === null || typeof data !== "object" || Array.isArray(data)) throw new SigningError("broken");
    return data;
  }

  write(data) {
    this.socket.send(JSON.stringify(data));
  }

  close() {
    this.signal?.removeEventListener("abort", this.onAbort);
    this.ended ??= "broken";
    this.socket.close();
  }
}

// ---------------------------------------------------------------- what the browser thinks of it

// "granted", "prompt", "denied", or "" where the browser does not know the question.
async function permission() {
  for (const name of ["loopback-network", "local-network-access"]) {
    try {
      return (await navigator.permissions.query({ name })).state;
    } catch {
      // an older name, or an older browser
    }
  }
  return "";
}

export async function obstacle() {
  if (!window.isSecureContext) return "PAGE_NOT_SECURE";
  return (await permission()) === "denied" ? "BROWSER_FORBIDS" : "";
}

// ---------------------------------------------------------------- hocba agent

async function greeted(url, signal) {
  const line = new Line(url, "hocba.sign.v1", signal);
  try {
    await line.open();
    const hello = await line.read(ANSWER);
    if (hello.type === "error") throw said(hello);
    if (hello.type !== "hello" || hello.version !== VERSION) throw new SigningError("broken");
    return line;
  } catch (error) {
    line.close();
    throw error;
  }
}

const KINDS = {
  AGENT_REFUSED_BY_OWNER: "refused",
  AGENT_CANCELLED: "cancelled",
  AGENT_CERTIFICATE_MISSING: "wrong-certificate",
};

function said(message, done = []) {
  const { code = "", text = "" } = message;
  return new SigningError(KINDS[code] ?? "refused", { code: String(code), text: String(text), done });
}

export async function certificates(url = ADDRESSES.hocba, { signal } = {}) {
  const line = await greeted(url, signal);
  try {
    line.write({ type: "certificates", version: VERSION });
    const answer = await line.read(PATIENCE);
    if (answer.type === "error") throw said(answer);
    if (answer.type !== "certificates" || !Array.isArray(answer.certificates)) throw new SigningError("broken");
    return answer.certificates;
  } finally {
    line.close();
  }
}

async function signByHocba({ url, items, certificate, algorithm, title, onProgress, signal, timeout }) {
  const line = await greeted(url, signal);
  try {
    line.write({
      type: "sign",
      version: VERSION,
      title,
      certificate,
      algorithm,
      items: items.map(({ id, message, title: name, detail = "" }) => ({ id, message, title: name, detail })),
    });
    onProgress(0, items.length, "confirming");
    for (;;) {
      const answer = await line.read(timeout);
      if (answer.type === "progress") onProgress(Number(answer.done), items.length, "signing");
      else if (answer.type === "values") return ordered(items, answer);
      else throw answer.type === "error" ? said(answer) : new SigningError("broken");
    }
  } finally {
    line.close();
  }
}

function ordered(items, { certificate, values }) {
  if (!Array.isArray(values) || typeof certificate !== "string") throw new SigningError("broken");
  const found = new Map(values.map((one) => [one?.id, one?.value]));
  if (found.size !== items.length || values.length !== items.length) throw new SigningError("broken");
  return items.map(({ id }) => {
    const value = found.get(id);
    if (typeof value !== "string") throw new SigningError("broken");
    return { id, value, certificate };
  });
}

// ---------------------------------------------------------------- VGCA sign service

// One connection a signature, as the service wants it; it asks for the PIN itself.
async function signByVgca({ url, items, certificate, algorithm, onProgress, signal, timeout }) {
  if (!/^rsa-sha(256|384|512)$/.test(algorithm)) throw new SigningError("refused", { code: "VGCA_RSA_ONLY" });
  const done = [];
  onProgress(0, items.length, "confirming");
  try {
    for (const { id, digest } of items) {
      const line = new Line(url, "", signal);
      try {
        await line.open();
        line.write({ HashAlg: algorithm.slice(4).toUpperCase(), HashValue: digest, Encode: "RSA" });
        const { Status, Signature, CertBase64 } = await line.read(timeout);
        if (Status !== 0) throw new SigningError("refused", { code: `VGCA_STATUS_${Number(Status)}` });
        if (typeof Signature !== "string" || typeof CertBase64 !== "string") throw new SigningError("broken");
        const used = plain(CertBase64);
        if (certificate && used !== certificate) throw new SigningError("wrong-certificate");
        done.push({ id, value: plain(Signature), certificate: used });
      } finally {
        line.close();
      }
      onProgress(done.length, items.length, "signing");
    }
  } catch (error) {
    error.done = done;
    throw error;
  }
  return done;
}

// Base64 in one line: services break it, or wrap it as PEM.
function plain(text) {
  return text.replace(/-----[A-Z ]+-----|\s/g, "");
}

// ---------------------------------------------------------------- both

export async function available(driver, url = ADDRESSES[driver]) {
  try {
    if (driver === "hocba") {
      (await greeted(url)).close();
      return true;
    }
    const line = new Line(url, "");
    try {
      await line.open();
      return true;
    } finally {
      line.close();
    }
  } catch (error) {
    if (error instanceof SigningError) return false;
    throw error;
  }
}

export async function signAll({
  driver,
  url = ADDRESSES[driver],
  items,
  certificate = "",
  algorithm = "rsa-sha256",
  title = "",
  onProgress = () => {},
  signal,
  timeout = PATIENCE,
}) {
  const sign = { hocba: signByHocba, vgca: signByVgca }[driver];
  if (!sign) throw new TypeError(`no such driver: ${driver}`);
  if (!items.length) return [];
  onProgress(0, items.length, "connecting");
  return sign({ url, items, certificate, algorithm, title, onProgress, signal, timeout });
}
