// Checks what haproxy.cfg promises, with HAProxy in front of stand-ins for two instances of each service:
//   node --test deploy/haproxy/proxy.test.mjs
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const work = mkdtempSync(path.join(os.tmpdir(), 'proxy-'));

/** What each instance does with a request; tests replace it. */
let respond;
let ready;
const instances = {};
let proxy;
let ca;
const ports = {};

const instance = async name => {
  const server = http.createServer((request, response) => {
    if (request.url === '/health/readiness') {
      response.writeHead(ready(name) ? 200 : 503).end();
    } else {
      respond(name, request, response);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  instances[name] = server;
  return `127.0.0.1:${server.address().port}`;
};

const freePort = async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise(closed => server.close(closed));
  return port;
};

/** Sends a request through the proxy on a connection of its own. */
const send = (target, { method = 'GET', host = 'scores.example.com', headers = {}, localAddress } = {}) =>
  new Promise((resolve, reject) => {
    const options = {
      port: ports.https, host: '127.0.0.1', servername: host, path: target, method, ca,
      headers: { Host: host, ...headers }, agent: false, checkServerIdentity: () => undefined, localAddress,
    };
    https.request(options, response => {
      let body = '';
      response.setEncoding('utf8').on('data', chunk => { body += chunk; });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    }).on('error', reject).end();
  });

const echo = (name, request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ name, method: request.method, url: request.url, headers: request.headers }));
};

/** Repeats a request until its status is the expected one. */
const until = async (expected, target) => {
  for (;;) {
    const response = await send(target);
    if (response.status === expected) {
      return response;
    }
  }
};

before(async () => {
  const [key, certificate] = ['key.pem', 'certificate.pem'].map(file => path.join(work, file));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1',
    '-subj', '/CN=scores.example.com', '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  ca = readFileSync(certificate);
  const chain = path.join(work, 'chain.pem');
  writeFileSync(chain, Buffer.concat([ca, readFileSync(key)]));
  [ready, respond] = [() => true, echo];
  for (const name of ['http', 'https', 'metrics']) {
    ports[name] = await freePort();
  }
  proxy = spawn('haproxy', ['-db', '-f', path.join(here, 'haproxy.cfg')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: `${process.env.PATH}:/usr/sbin`,
      TLS_CERTIFICATE: chain,
      SCORES_1: await instance('scores-1'),
      SCORES_2: await instance('scores-2'),
      USERS_1: await instance('users-1'),
      USERS_2: await instance('users-2'),
      USERS_HOST: 'users.example.com',
      SERVICES: '192.0.2.11 127.0.0.2',
      HTTP_BIND: `127.0.0.1:${ports.http}`,
      HTTPS_BIND: `127.0.0.1:${ports.https}`,
      METRICS_BIND: `127.0.0.1:${ports.metrics}`,
    },
  });
  let log = '';
  proxy.stderr.setEncoding('utf8').on('data', chunk => { log += chunk; });
  for (let listens = false; !listens;) {
    assert.equal(proxy.exitCode, null, log);
    const socket = net.connect(ports.https, '127.0.0.1');
    listens = await once(socket, 'connect').then(() => true, () => false);
    socket.destroy();
  }
});

beforeEach(() => {
  [ready, respond] = [() => true, echo];
});

after(() => {
  proxy?.kill();
  Object.values(instances).forEach(server => {
    server.close();
    server.closeAllConnections();
  });
  rmSync(work, { recursive: true });
});

test('requests are spread over the instances', async () => {
  const names = new Set();
  while (names.size < 2) {
    names.add(JSON.parse((await send('/scores?limit=1')).body).name);
  }
  assert.deepEqual([...names].sort(), ['scores-1', 'scores-2']);
});

test('users service has a host and a path', async () => {
  const byHost = JSON.parse((await send('/auth/login', { method: 'POST', host: 'users.example.com' })).body);
  const byPath = JSON.parse((await send('/accounts/auth/login?a=b', { method: 'POST' })).body);
  assert.match(byHost.name, /^users-/);
  assert.match(byPath.name, /^users-/);
  assert.equal(byHost.url, '/auth/login');
  assert.equal(byPath.url, '/auth/login?a=b');
});

for (const target of ['/metrics', '/health', '/health/readiness', '/%6detrics', '//metrics', '/accounts/metrics',
  '/accounts/health', '/accounts', '/scoresx']) {
  test(`${target} is not public`, async () => {
    const response = await send(target);
    assert.equal(response.status, 404);
    assert.equal(JSON.parse(response.body).code, 'not_found');
  });
}

test('client cannot choose its address', async () => {
  const { headers } = JSON.parse((await send('/ping', { headers: { 'X-Forwarded-For': '192.0.2.1' } })).body);
  assert.equal(headers['x-forwarded-for'], '127.0.0.1');
  assert.equal(headers['x-forwarded-proto'], 'https');
  assert.equal(headers.host, 'scores.example.com');
});

test('only services continue traces', async () => {
  const trace = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', tracestate: 'a=b' };
  for (const [localAddress, kept] of [['127.0.0.1', false], ['127.0.0.2', true]]) {
    const { headers } = JSON.parse((await send('/accounts/auth/status', { headers: trace, localAddress })).body);
    assert.equal(headers.traceparent, kept ? trace.traceparent : undefined);
    assert.equal(headers.tracestate, kept ? trace.tracestate : undefined);
  }
});

test('plain HTTP is redirected', async () => {
  const [response] = await once(http.get({ port: ports.http, host: '127.0.0.1', path: '/scores', headers: { Host: 'a.example' } }), 'response');
  assert.equal(response.statusCode, 308);
  assert.equal(response.headers.location, 'https://a.example/scores');
});

test('HTTP/2 is offered', async () => {
  const session = http2.connect(`https://127.0.0.1:${ports.https}`, { ca, checkServerIdentity: () => undefined });
  const request = session.request({ ':path': '/ping', ':authority': 'scores.example.com' });
  const [headers] = await once(request, 'response');
  assert.equal(headers[':status'], 200);
  assert.equal(headers['strict-transport-security'], 'max-age=31536000');
  session.destroy();
});

for (const method of ['GET', 'POST', 'PATCH', 'PUT', 'DELETE']) {
  const isRead = method === 'GET';
  test(`${method} is ${isRead ? '' : 'not '}repeated after a connection that ended without a response`, async () => {
    let calls = 0;
    respond = (name, request, response) => {
      calls++;
      if (calls === 1) {
        request.socket.destroy();
      } else {
        echo(name, request, response);
      }
    };
    const response = await send('/scores', { method });
    assert.equal(response.status, isRead ? 200 : 502);
    assert.equal(calls, isRead ? 2 : 1);
  });
}

test('response of 503 is passed on', async () => {
  let calls = 0;
  respond = (name, request, response) => {
    calls++;
    response.writeHead(503, { 'Retry-After': '7' }).end();
  };
  assert.equal((await send('/scores')).headers['retry-after'], '7');
  assert.equal(calls, 1);
});

test('event arrives before its stream ends', async () => {
  let stream;
  respond = (name, request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('data: 1\n\n');
    stream = response;
  };
  const request = https.get({ port: ports.https, host: '127.0.0.1', path: '/scores/changes', ca, agent: false, checkServerIdentity: () => undefined });
  const [response] = await once(request, 'response');
  response.setEncoding('utf8');
  for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
    const [chunk] = await once(response, 'data');
    assert.equal(chunk, event);
    stream.write('data: 2\n\n');
  }
  request.destroy();
});

test('instance that is not ready gets no request', async () => {
  ready = name => name !== 'scores-1';
  respond = (name, request, response) => response.writeHead(name === 'scores-1' ? 418 : 200).end();
  // Once the proxy has noticed, 20 requests in a row reach the other instance.
  for (let served = 0; served < 20;) {
    served = (await send('/scores')).status === 200 ? served + 1 : 0;
  }
});

test('without a ready instance the error has the form of the services', async () => {
  ready = () => false;
  const response = await until(503, '/scores');
  assert.equal(JSON.parse(response.body).code, 'service_unavailable');
  assert.equal(response.headers['retry-after'], '1');
  ready = () => true;
  await until(200, '/scores');
});

test('metrics of the proxy are on a port of their own', async () => {
  const [response] = await once(http.get({ port: ports.metrics, host: '127.0.0.1', path: '/metrics' }), 'response');
  assert.equal(response.statusCode, 200);
});
