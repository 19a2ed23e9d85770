// What every script that talks to the server needs: the CSRF token, the nonce of this page, an expired session.

/** The token to send as X-CSRFToken. The cookie wins: a login in another tab renews it. */
export function csrfToken() {
  const meta = document.querySelector('meta[name="csrf-token"]');
  const name = `${meta?.dataset.cookie}=`;
  const cookie = document.cookie.split("; ").find((part) => part.startsWith(name));
  return cookie ? cookie.slice(name.length) : meta?.content || "";
}

/** The nonce of this page's content security policy, for libraries that add <style>. */
export function cspNonce() {
  return document.querySelector("script[nonce]")?.nonce || "";
}

/** True if an answer is the login page, or says that the session has ended. */
export function sessionEnded(status, address) {
  const login = document.querySelector('meta[name="login-url"]')?.content;
  if (status === 401) return true;
  return Boolean(login && address && new URL(address, location.href).pathname === login && location.pathname !== login);
}

/** Ask to log in again in another tab; resolves when the person says so. Nothing on the page is lost. */
export function askLogin() {
  const dialog = document.getElementById("session-dialog");
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(), { once: true });
    if (!dialog.open) dialog.showModal();
  });
}

/**
 * fetch() of JSON with token and session handling.
 * @returns {Promise<{status: number, body: any}>} rejects with a TypeError when there is no connection.
 */
export async function send(url, { method = "POST", body = undefined, signal = undefined } = {}) {
  const answer = await fetch(url, {
    method,
    signal,
    credentials: "same-origin",
    headers: {
      Accept: "application/json",
      "X-CSRFToken": csrfToken(),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (sessionEnded(answer.status, answer.redirected ? answer.url : "")) return { status: 401, body: null };
  const kind = answer.headers.get("Content-Type") || "";
  return { status: answer.status, body: kind.startsWith("application/json") ? await answer.json() : null };
}
