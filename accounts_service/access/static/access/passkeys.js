// The one script of these pages: a passkey can only be asked by the browser. Each form names what it
// wants ("create" or "get") and where the question comes from; the answer goes into the form.
"use strict";

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function question(options) {
  const known = (each) => ({ ...each, id: bytes(each.id) });
  const asked = { ...options, challenge: bytes(options.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
  if (asked.excludeCredentials) asked.excludeCredentials = asked.excludeCredentials.map(known);
  if (asked.allowCredentials) asked.allowCredentials = asked.allowCredentials.map(known);
  return asked;
}

function answer(credential) {
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const said = names.filter((name) => credential.response[name]);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(said.map((name) => [name, text(credential.response[name])])),
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function ask(form) {
  const reply = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error("The server did not answer. Reload the page and try again.");
  const publicKey = question((await reply.json()).publicKey);
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
  form.elements.credential.value = JSON.stringify(answer(credential));
  form.submit();
}

const isName = /[a-z]/i.test(location.hostname) && !location.hostname.includes(":");
if (window.isSecureContext && window.PublicKeyCredential && isName) {
  for (const note of document.querySelectorAll("[data-no-passkeys]")) note.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const says = form.querySelector("[data-passkey-says]");
      says.textContent = "Waiting for your passkey…";
      ask(form).catch((error) => {
        says.textContent = error.name === "NotAllowedError"
          ? "No passkey was used. Try again, or choose another way."
          : `This did not work: ${error.message}`;
      });
    });
  }
}
