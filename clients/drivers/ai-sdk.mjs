// Starts an MCP login with the OAuth client of @ai-sdk/mcp (2.0.99), up to the point where a browser
// would open. Its purpose is to have its registration request observed.
//
//   node driver.mjs SERVER_URL [--scope TEXT]
//
// TEXT becomes clientMetadata.scope as it is. Prints "authorization: URL", or an error on stderr.
import { writeSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { createMCPClient } from "@ai-sdk/mcp";

function fail(message) {
  writeSync(2, `${message}\n`);
  process.exit(1);
}

const [serverUrl, ...rest] = process.argv.slice(2);
if (!serverUrl || !(rest.length === 0 || (rest.length === 2 && rest[0] === "--scope"))) {
  fail("usage: driver.mjs SERVER_URL [--scope TEXT]");
}

const callback = "http://127.0.0.1:3334/callback"; // nobody listens there: the login never completes
const clientMetadata = {
  client_name: "dcr-check driver",
  redirect_uris: [callback],
  grant_types: ["authorization_code", "refresh_token"],
  response_types: ["code"],
  token_endpoint_auth_method: "none",
};
if (rest.length === 2) clientMetadata.scope = rest[1];

const memory = {};
const provider = {
  redirectUrl: callback,
  clientMetadata,
  state: () => randomUUID(),
  clientInformation: () => memory.client,
  saveClientInformation: (client) => { memory.client = client; },
  tokens: () => memory.tokens,
  saveTokens: (tokens) => { memory.tokens = tokens; },
  codeVerifier: () => memory.verifier,
  saveCodeVerifier: (verifier) => { memory.verifier = verifier; },
  redirectToAuthorization: (url) => {
    writeSync(1, `authorization: ${url}\n`);
    process.exit(0);
  },
};

try {
  await createMCPClient({ transport: { type: "http", url: serverUrl, authProvider: provider } });
  fail("the server let us in without a login");
} catch (error) {
  fail(error.message);
}
