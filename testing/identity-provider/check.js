// Checks that the scores service accepts the tokens of an identity provider and no others.
import assert from 'node:assert/strict';
import { importJWK, SignJWT } from 'jose';
import * as client from 'openid-client';
import { CALLBACK, newKey, start } from './provider.js';

const { SCORES_URL: scores, ISSUER: issuer } = process.env;
const insecure = { execute: [client.allowInsecureRequests] };
let checks = 0;

/** The response of the scores service. */
async function send(token, method, path, payload) {
  const response = await fetch(scores + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: payload && JSON.stringify(payload),
  });
  return { status: response.status, body: await response.json() };
}

async function expect(rule, status, token, method, path, payload) {
  const response = await send(token, method, path, payload);
  assert.equal(response.status, status, `${rule}: ${JSON.stringify(response.body)}`);
  checks++;
  return response.body;
}

async function programToken(parameters) {
  const grader = await client.discovery(
    new URL(issuer), 'grader', undefined, client.ClientSecretBasic('the secret of the grader'), insecure);
  return (await client.clientCredentialsGrant(grader, parameters)).access_token;
}

/** Signs in as a browser would: follows redirects, keeps cookies and sends the forms. */
async function userTokens(scope) {
  const web = await client.discovery(new URL(issuer), 'web', undefined, client.None(), insecure);
  const verifier = client.randomPKCECodeVerifier();
  const cookies = new Map();
  let url = client.buildAuthorizationUrl(web, {
    redirect_uri: CALLBACK,
    scope: `openid ${scope}`,
    resource: 'urn:scores',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  let form;
  while (!url.href.startsWith(CALLBACK)) {
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      body: form,
      redirect: 'manual',
      headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      cookies.set(name, value);
    }
    form = undefined;
    if (response.headers.has('location')) {
      url = new URL(response.headers.get('location'), url);
    } else {
      const page = await response.text();
      const [, action] = /<form[^>]* action="([^"]+)"/.exec(page) ?? assert.fail(page);
      const [, prompt] = /name="prompt" value="([^"]+)"/.exec(page);
      form = new URLSearchParams({ prompt, login: 'ada', password: 'any' });
      url = new URL(action, url);
    }
  }
  return client.authorizationCodeGrant(web, url, { pkceCodeVerifier: verifier });
}

/** A token as the provider would issue it, but for some claims or the key. */
async function forged(key, claims) {
  return new SignJWT({ sub: 'ada', user_number: 7, client_id: 'web', ...claims })
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt' })
    .setIssuer(claims.iss ?? issuer)
    .setAudience(claims.aud ?? 'scores')
    .setIssuedAt()
    .setExpirationTime(claims.exp ?? '5 minutes')
    .sign(await importJWK(key, key.alg));
}

const solved = { exercise_id: 1, correct: true };
const first = await newKey('first', 'RS256');
const second = await newKey('second', 'ES256');
const provider = await start(issuer, [first]);

const ada = await userTokens('');
const written = await expect("user's token writes", 201, ada.access_token, 'PATCH', '/scores', solved);
assert.equal(written.data.user_id, 7);
await expect("user's token reads", 200, ada.access_token, 'GET', '/scores/user');
await expect("user without the scope grades nobody", 403, ada.access_token, 'PUT', '/scores/users/8/exercises/1', { correct: true });
await expect('id token is rejected', 401, ada.id_token, 'GET', '/scores/user');

const grader = await programToken({ scope: 'scores:write' });
const graded = await expect('program grades', 201, grader, 'PUT', '/scores/users/8/exercises/1', { correct: true });
assert.equal(graded.data.user_id, 8);
await expect('program has no scores', 403, grader, 'GET', '/scores/user');
const reader = await programToken({ scope: 'scores:read' });
await expect('program without the scope does not grade', 403, reader, 'PUT', '/scores/users/8/exercises/1', { correct: true });
let events = [];
while (events.length < 2) { // The feed shows none while an older transaction is open.
  ({ events } = (await send(grader, 'GET', '/scores/changes')).body.data);
}
assert.deepEqual(events.map((event) => event.written_by), [undefined, 'grader']);
checks++;

await expect('token for another service is rejected', 401, await programToken({ resource: 'urn:other' }), 'GET', '/scores/user');
await expect('token of the right form is accepted', 200, await forged(first, {}), 'GET', '/scores/user');
for (const claims of [
  { iss: 'https://other.example' },
  { aud: 'other' },
  { exp: 1 },
  { user_number: '07' },
  { user_number: -7 },
  { user_number: 7.5 },
  { user_number: [7] },
]) {
  await expect(`${JSON.stringify(claims)} is rejected`, 401, await forged(first, claims), 'GET', '/scores/user');
}
await expect('key of nobody is rejected', 401, await forged(await newKey('first', 'RS256'), {}), 'GET', '/scores/user');

// Another key begins to sign, of another algorithm; the former one is still published.
provider.rotate([second, first]);
const rotated = await userTokens('');
await expect('token of the new key is accepted', 200, rotated.access_token, 'GET', '/scores/user');
await expect('token of the former key is accepted', 200, ada.access_token, 'GET', '/scores/user');

// The former key is withdrawn: an unknown key id makes the service read the keys again.
provider.rotate([second]);
await expect('unknown key is rejected', 401, await forged(await newKey('third', 'ES256'), {}), 'GET', '/scores/user');
await expect('token of the withdrawn key is rejected', 401, ada.access_token, 'GET', '/scores/user');
await expect('token of the new key is still accepted', 200, rotated.access_token, 'GET', '/scores/user');

provider.stop();
console.log(`identity provider: ${checks} checks passed`);
process.exit(0);
