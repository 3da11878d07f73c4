/** A fault of coming requests. */
export interface ScoresFault {
  /** The status of an error response, at least 400. The request is then not executed. */
  status?: number;
  /** The number of requests, 1 by default, at most 1000. */
  count?: number;
  /** Milliseconds before the request is executed or rejected. */
  delayMs?: number;
  /** The request is executed, and the connection closes in the middle of the response. */
  brokenStream?: boolean;
  /** The method of the requests; all by default. */
  method?: string;
  /** How the path of the requests begins, `/scores` by default. */
  path?: string;
}

/** A running fake of the scores service. */
export interface ScoresFake extends AsyncDisposable {
  /** The address, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** The token of the user with this id. */
  token(user: number): string;
  /** Deletes all scores and pending faults; adds the demo scores again. */
  reset(): Promise<void>;
  /** Makes coming requests fail, after faults that are pending. */
  fail(fault: ScoresFault): Promise<void>;
  /** Stops the fake. */
  close(): Promise<void>;
}

export interface ScoresFakeOptions {
  /** The jar of the service with `lib/` beside it; by default `SCORES_FAKE_JAR`, or the one in this package. */
  jar?: string;
  /** The command of Java 25 or newer; by default `SCORES_FAKE_JAVA`, that of `JAVA_HOME`, or `java`. */
  java?: string;
  /** The port; 0, the default, selects a free one. */
  port?: number;
  /** The number of demo users whose scores the fake has at the start and after each reset. */
  seed?: number;
}

/** Starts a fake as a process, which ends with this one at the latest. */
export function startScoresFake(options?: ScoresFakeOptions): Promise<ScoresFake>;
