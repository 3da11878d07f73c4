// Imports both contracts as Postman does, sets the collections' variables and sends every request as imported, against the
// services at USERS_URL and SCORES_URL. Fails if a request is not accepted as it is.
"use strict";
const { readFileSync } = require("node:fs");
const newman = require("newman");
const converter = require("openapi-to-postmanv2");

const { USERS_URL, SCORES_URL } = process.env;
// Of the contracts' examples.
const PASSWORD = "correct horse battery";
const EXERCISE = 85;
// Well-formed requests that need another caller: score 1 of the examples belongs to another user, service accounts need an
// admin, writes for others a grader, and token requests the secret of a service account. The session of the examples is
// another user's, and mails need a mail server.
const OF_ANOTHER_CALLER = ["score_does_not_exist", "score_has_changed", "permission_denied", "not_permitted", "invalid_client",
  "session_does_not_exist", "mail_not_configured"];

async function call(method, url, body, token) {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  return response.json();
}

/** Registers a user and returns a token. */
async function register(username) {
  await call("POST", `${USERS_URL}/api/register`, { username, email: `${username}@example.com`, password: PASSWORD });
  return (await call("POST", `${USERS_URL}/api/login`, { username, password: PASSWORD })).access_token;
}

/** Prepares the state that the examples assume, and returns the token of a new user. */
async function prepare(contract, { method, url }, at) {
  const token = await register(`postman-${contract}-${process.pid}-${at}`);
  if (contract === "scores" && method !== "POST") {
    await call("PATCH", `${SCORES_URL}/scores`, { exercise_id: EXERCISE, correct: true }, token);
  }
  if (contract === "users") {
    const { users } = (await call("GET", `${USERS_URL}/users`)).data;
    const ada = users.find((it) => it.username === "ada");
    if (ada && method !== "DELETE") await call("DELETE", `${USERS_URL}/users/${ada.id}`);
    if (url.path.includes("login")) await register("ada");
  }
  return token;
}

const importOf = (contract) =>
  new Promise((resolve, reject) => {
    const input = { type: "string", data: readFileSync(`${__dirname}/../../../openapi/${contract}.yaml`, "utf8") };
    converter.convertV2(input, { parametersResolution: "Example" }, (error, { result, reason, output }) =>
      result ? resolve(output[0].data) : reject(error ?? new Error(reason)),
    );
  });

const itemsOf = (folder) => folder.item.flatMap((it) => (it.item ? itemsOf(it) : [it]));

const send = (collection, item, variables) =>
  new Promise((resolve, reject) => {
    const envVar = Object.entries(variables).map(([key, value]) => ({ key, value }));
    newman.run({ collection: { ...collection, item: [item] }, envVar }, (error, summary) =>
      error ? reject(error) : resolve(summary.run.executions[0]),
    );
  });

async function check(contract, baseUrl) {
  const collection = await importOf(contract);
  const counts = {};
  for (const [at, item] of itemsOf(collection).entries()) {
    const bearerToken = await prepare(contract, item.request, at);
    const { request, response, requestError } = await send(collection, item, { baseUrl, bearerToken });
    const status = response?.code ?? requestError.code;
    counts[status] = (counts[status] ?? 0) + 1;
    if (!(status < 400 || OF_ANOTHER_CALLER.includes(response?.json().code ?? response?.json().error))) {
      console.error(`${request.method} ${request.url} (${item.name}): ${status} ${response?.text()}`);
      process.exitCode = 1;
    }
  }
  return `${contract} ${Object.entries(counts).map(([status, count]) => `${status} × ${count}`).join(", ")}`;
}

(async () => console.log(`${await check("scores", SCORES_URL)}; ${await check("users", USERS_URL)}`))();
