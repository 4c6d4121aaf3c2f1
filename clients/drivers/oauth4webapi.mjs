// Registers a client with oauth4webapi (3.8.8) and builds the authorization URL from its answer. The
// library passes the caller's metadata on, so this is the control: no scope is chosen for the caller.
//
//   node driver.mjs SERVER_URL [--scope TEXT]
//
// TEXT becomes the scope of the client metadata as it is, and the one asked for at authorization.
// Prints "authorization: URL", or an error on stderr.
import { writeSync } from "node:fs";
import * as oauth from "oauth4webapi";

function fail(message) {
  writeSync(2, `${message}\n`);
  process.exit(1);
}

const [serverUrl, ...rest] = process.argv.slice(2);
if (!serverUrl || !(rest.length === 0 || (rest.length === 2 && rest[0] === "--scope"))) {
  fail("usage: driver.mjs SERVER_URL [--scope TEXT]");
}

const callback = "http://127.0.0.1:3334/callback"; // nobody listens there: the login never completes
const scope = rest.length === 2 ? { scope: rest[1] } : {};
const plainHttp = { [oauth.allowInsecureRequests]: true };

try {
  // The MCP server says 401. Its resource metadata names the authorization server; without that
  // document the MCP server's own origin is taken for it.
  const resource = new URL(serverUrl);
  const { status } = await fetch(resource, { method: "POST", body: "{}" });
  if (status !== 401) throw new Error(`the MCP server answered ${status}, not 401`);
  let issuer = new URL(resource.origin);
  const document = await oauth.resourceDiscoveryRequest(resource, plainHttp);
  if (document.status !== 404) {
    const { authorization_servers } = await oauth.processResourceDiscoveryResponse(resource, document);
    if (authorization_servers?.length) issuer = new URL(authorization_servers[0]);
  }

  const discovery = await oauth.discoveryRequest(issuer, { ...plainHttp, algorithm: "oauth2" });
  const server = await oauth.processDiscoveryResponse(issuer, discovery);
  const registration = await oauth.dynamicClientRegistrationRequest(server, {
    client_name: "dcr-check driver",
    redirect_uris: [callback],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
    ...scope,
  }, plainHttp);
  const { client_id } = await oauth.processDynamicClientRegistrationResponse(registration);

  const url = new URL(server.authorization_endpoint);
  const code_challenge = await oauth.calculatePKCECodeChallenge(oauth.generateRandomCodeVerifier());
  url.search = new URLSearchParams({ response_type: "code", client_id, redirect_uri: callback,
    code_challenge, code_challenge_method: "S256", state: oauth.generateRandomState(), ...scope });
  writeSync(1, `authorization: ${url}\n`);
  process.exit(0);
} catch (error) {
  fail(error.error ? `${error.message}: ${error.error}` : error.message);
}
