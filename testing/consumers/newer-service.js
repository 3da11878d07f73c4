// Stands before services like newer versions of them: adds an unknown member to every object of their JSON responses, and
// answers the first request below /unavailable-once/<name> with 503. Repeats requests that the services reject with 503,
// because the machine may be busy. Prints an address for each service:
// node newer-service.js http://localhost:5001 http://localhost:5002
"use strict";
const { once } = require("node:events");
const http = require("node:http");
const { setTimeout } = require("node:timers/promises");

const unavailable = { status: "error", message: "The service is unavailable. Please try again.", code: "service_unavailable" };
const rejected = new Set();

const grow = (value) => {
  if (Array.isArray(value)) return value.map(grow);
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).map(([name, member]) => [name, grow(member)]);
  return { ...Object.fromEntries(members), added_later: { reason: "a newer version" } };
};

const bytesOf = async (stream) => Buffer.concat(await stream.toArray());

async function forward(service, options, payload) {
  for (;;) {
    const request = http.request(service, options).end(payload);
    const [response] = await once(request, "response");
    const body = await bytesOf(response);
    if (response.statusCode !== 503) return { status: response.statusCode, headers: response.headers, body };
    await setTimeout(1000 * Number(response.headers["retry-after"]));
  }
}

async function answer(service, { method, url, headers }, payload) {
  const prefix = /^\/unavailable-once\/[^/]+/.exec(url)?.[0] ?? "";
  if (prefix && !rejected.has(prefix)) {
    rejected.add(prefix);
    const body = JSON.stringify(grow(unavailable));
    return { status: 503, headers: { "Content-Type": "application/json", "Retry-After": "1" }, body };
  }
  const { connection, upgrade, "http2-settings": settings, ...others } = headers; // These are of the connection.
  const forwarded = { ...others, "accept-encoding": "identity" };
  const found = await forward(service, { method, path: url.slice(prefix.length), headers: forwarded }, payload);
  if (/^application\/(problem\+)?json/.test(found.headers["content-type"]) && found.body.length > 0) {
    found.body = JSON.stringify(grow(JSON.parse(found.body)));
  }
  const { "content-length": length, "transfer-encoding": encoding, ...kept } = found.headers;
  return { ...found, headers: kept };
}

(async () => {
  for (const service of process.argv.slice(2)) {
    const server = http.createServer(async (request, response) => {
      const { status, headers, body } = await answer(service, request, await bytesOf(request));
      response.writeHead(status, headers).end(body);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    console.log(`http://127.0.0.1:${server.address().port}`);
  }
})();
