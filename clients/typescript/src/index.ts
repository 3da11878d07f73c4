/**
 * Typed clients of the scores and users services. Their types are generated from the contracts; openapi-fetch sends the
 * requests.
 */
import createClient, { type Client, type ClientOptions } from "openapi-fetch";
import type { components as ScoresComponents, paths as ScoresPaths } from "./generated/scores.js";
import type { components as UsersComponents, paths as UsersPaths } from "./generated/users.js";

export { FailureCode } from "./generated/scores.js";
export { FailureCode as UsersFailureCode } from "./generated/users.js";
export type { ScoresPaths, UsersPaths };

/** The schemas of `openapi/scores.yaml`: `ScoresSchemas["Score"]`. */
export type ScoresSchemas = ScoresComponents["schemas"];

/** The schemas of `openapi/users.yaml`. */
export type UsersSchemas = UsersComponents["schemas"];

/** Responses are JSON: exports (CSV, NDJSON) and problem documents have to be asked for by `Accept`. */
type Json = "application/json";

export type ScoresClient = Client<ScoresPaths, Json>;
export type UsersClient = Client<UsersPaths, Json>;

export interface Options extends ClientOptions {
  /** The address of the service, such as `http://localhost:5002`. */
  baseUrl: string;

  /** A bearer token of the users service, or a function that returns the current one; it is called for each request. */
  token?: string | (() => string | Promise<string>);
}

/** Returns a client of the scores service. Without a token it can call the public operations only. */
export function createScoresClient(options: Options): ScoresClient {
  return authorized(createClient<ScoresPaths, Json>(clientOptions(options)), options);
}

/** Returns a client of the users service. */
export function createUsersClient(options: Options): UsersClient {
  return authorized(createClient<UsersPaths, Json>(clientOptions(options)), options);
}

function clientOptions({ token: _, ...rest }: Options): ClientOptions {
  return rest;
}

function authorized<T extends ScoresClient | UsersClient>(client: T, { token }: Options): T {
  if (token !== undefined) {
    client.use({
      async onRequest({ request }) {
        request.headers.set("Authorization", `Bearer ${typeof token === "string" ? token : await token()}`);
        return request;
      },
    });
  }
  return client;
}
