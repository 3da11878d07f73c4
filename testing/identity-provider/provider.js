// An OpenID provider on this machine, with a program and a user, whose keys can be rotated.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

export const CALLBACK = 'http://localhost:1/callback';

const AUDIENCES = { 'urn:scores': 'scores', 'urn:other': 'other' };

/** A new private key for a signature algorithm. */
export async function newKey(kid, alg) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' };
}

function configuration(keys) {
  return {
    jwks: { keys },
    clients: [
      {
        client_id: 'grader',
        client_secret: 'the secret of the grader',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
      {
        client_id: 'web',
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        redirect_uris: [CALLBACK],
        id_token_signed_response_alg: keys[0].alg,
      },
    ],
    // The subject is a name, as most providers have it; the id of the user is a claim of its own.
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    extraTokenClaims: (_, token) => (token.accountId ? { user_number: 7 } : {}),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:scores',
        useGrantedResource: () => true,
        getResourceServerInfo: (_, resource) => ({
          scope: 'scores:read scores:write',
          audience: AUDIENCES[resource],
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: keys[0].alg } },
        }),
      },
    },
    cookies: { keys: ['a key for cookies'] },
  };
}

/** Listens on the port of the issuer. The first key signs; all are published. */
export async function start(issuer, keys) {
  let provider = new Provider(issuer, configuration(keys));
  const server = createServer((request, response) => provider.callback()(request, response));
  await new Promise((listening) => server.listen(new URL(issuer).port, listening));
  return {
    rotate(nextKeys) {
      provider = new Provider(issuer, configuration(nextKeys));
    },
    stop: () => server.close(),
  };
}
