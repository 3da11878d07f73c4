// Gets tokens for a service account with an OAuth client library, which checks the responses by RFC 6749 and RFC 8414, and
// uses them. USERS_ADMIN_EMAIL and USERS_ADMIN_PASSWORD are those of an admin.
import assert from "node:assert/strict";
import * as oauth from "oauth4webapi";

const { USERS_URL, SCORES_URL, USERS_ADMIN_EMAIL, USERS_ADMIN_PASSWORD } = process.env;
const insecure = { [oauth.allowInsecureRequests]: true }; // The local services have no TLS.
let passed = 0;

async function check(rule, test) {
  try {
    await test();
  } catch (failure) {
    throw new Error(rule, { cause: failure });
  }
  passed++;
}

async function call(method, path, body, token) {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(USERS_URL + path, { method, headers, body: body && JSON.stringify(body) });
  assert.ok(response.ok, `${method} ${path}: ${response.status}`);
  return response.json();
}

const credentials = { email: USERS_ADMIN_EMAIL, password: USERS_ADMIN_PASSWORD };
const admin = (await call("POST", "/api/login", credentials)).access_token;
const account = async (...scopes) => (await call("POST", "/service-accounts", { name: "grader", scopes }, admin)).data;
const grader = await account("scores:write", "users:read");

const issuer = new URL(USERS_URL);
const server = await oauth.processDiscoveryResponse(
  issuer,
  await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...insecure }),
);

async function grant({ client_id, client_secret }, parameters = {}) {
  const client = { client_id };
  const authentication = oauth.ClientSecretBasic(client_secret);
  const response = await oauth.clientCredentialsGrantRequest(server, client, authentication, parameters, insecure);
  return oauth.processClientCredentialsResponse(server, client, response);
}

const use = (token, method, url, body) =>
  oauth.protectedResourceRequest(
    token.access_token,
    method,
    new URL(url),
    new Headers({ "Content-Type": "application/json" }),
    body && JSON.stringify(body),
    insecure,
  );

const rejected = (status, error) => (failure) => failure.status === status && failure.error === error;

await check("the metadata name the token endpoint", async () => {
  assert.equal(server.token_endpoint, `${USERS_URL}/oauth/token`);
  assert.ok(server.grant_types_supported.includes("client_credentials"));
});

await check("a token has all scopes of the account", async () => {
  const token = await grant(grader);
  assert.equal(token.scope, "scores:write users:read");
  assert.equal((await use(token, "GET", `${USERS_URL}/auth/status`)).status, 200);
});

await check("a token has the requested scope only", async () => {
  const token = await grant(grader, { scope: "users:read" });
  assert.equal(token.scope, "users:read");
  const write = await use(token, "PUT", `${SCORES_URL}/scores/users/1/exercises/1`, { correct: true });
  assert.equal(write.status, 403);
});

await check("a grader writes the score of a user", async () => {
  const token = await grant(grader, { scope: "scores:write" });
  const write = await use(token, "PUT", `${SCORES_URL}/scores/users/1/exercises/1`, { correct: true });
  assert.equal(write.status, 201, await write.text());
});

await check("a scope that is not granted is rejected", () =>
  assert.rejects(grant(grader, { scope: "scores:read" }), rejected(400, "invalid_scope")),
);

await check("an unknown scope is rejected", () =>
  assert.rejects(grant(grader, { scope: "admin" }), rejected(400, "invalid_scope")),
);

const isInvalidClient = (failure) =>
  failure.status === 401 && failure.cause[0].scheme === "basic" && failure.cause[0].parameters.realm === "users";

await check("a wrong secret is rejected", () =>
  assert.rejects(grant({ ...grader, client_secret: "wrong" }), isInvalidClient),
);

await check("an unknown client is rejected", () =>
  assert.rejects(grant({ ...grader, client_id: "someone & else" }), isInvalidClient),
);

await check("a replaced secret is rejected", async () => {
  const { client_id, client_secret } = await account("scores:read");
  const { data } = await call("POST", `/service-accounts/${client_id}/secret`, undefined, admin);
  await assert.rejects(grant({ client_id, client_secret }), isInvalidClient);
  assert.equal((await grant(data)).scope, "scores:read");
});

await check("a revoked account is rejected", async () => {
  const revoked = await account("scores:read");
  const token = await grant(revoked);
  await call("DELETE", `/service-accounts/${revoked.client_id}`, undefined, admin);
  await assert.rejects(grant(revoked), isInvalidClient);
  await assert.rejects(use(token, "GET", `${USERS_URL}/auth/status`), (failure) => failure.status === 401);
});

console.log(`oauth: ${passed} checks passed`);
