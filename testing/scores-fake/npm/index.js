import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVICE = fileURLToPath(new URL('service', import.meta.url));
const BUNDLED = join(SERVICE, 'scores-app.jar');

/** A running fake of the scores service. */
export class ScoresFake {
  #process;

  constructor(url, process) {
    this.url = url;
    this.port = Number(new URL(url).port);
    this.#process = process;
  }

  /** The token of the user with this id. */
  token(user) {
    return `user-${user}`;
  }

  /** Deletes all scores and pending faults; adds the demo scores again. */
  async reset() {
    await this.#control('/__fake/reset', '');
  }

  /** Makes coming requests fail, after faults that are pending. */
  async fail({ status, count, delayMs, brokenStream, method, path }) {
    const fault = { status, count, delay_ms: delayMs, broken_stream: brokenStream, method, path };
    await this.#control('/__fake/fail', JSON.stringify(fault));
  }

  /** Stops the fake. */
  async close() {
    const { exitCode, signalCode } = this.#process;
    if (exitCode === null && signalCode === null) {
      const ended = new Promise((resolve) => this.#process.once('exit', resolve));
      this.#process.ref();
      this.#process.kill();
      await ended;
    }
  }

  async [Symbol.asyncDispose]() {
    await this.close();
  }

  async #control(path, body) {
    const response = await fetch(this.url + path, { method: 'POST', body });
    if (response.status !== 204) {
      throw new Error(`${path} returned ${response.status}: ${await response.text()}`);
    }
  }
}

/** Starts a fake as a process, which ends with this one at the latest. */
export async function startScoresFake({
  jar = process.env.SCORES_FAKE_JAR ?? BUNDLED,
  java = process.env.SCORES_FAKE_JAVA ?? javaOf(process.env.JAVA_HOME),
  port = 0,
  seed = 0,
} = {}) {
  const command = ['fake', '--attached', '--port', String(port), '--seed', String(seed)];
  const child = spawn(java, [...optionsFor(jar), '-jar', jar, ...command], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const url = await firstLine(child, `${java} -jar ${jar}`);
  // Does not keep this process alive. The pipe of the standard input stays open until it ends.
  child.unref();
  child.stdin.unref();
  child.stdout.unref();
  return new ScoresFake(url, child);
}

/** The first process writes the class data archive when it ends; later ones start in half of the time with it. */
function optionsFor(jar) {
  const options = [`@${join(SERVICE, 'java-options')}`];
  return jar === BUNDLED && isWritable(SERVICE)
    ? [...options, '-XX:+AutoCreateSharedArchive', `-XX:SharedArchiveFile=${join(SERVICE, 'fake.jsa')}`]
    : options;
}

function isWritable(directory) {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function javaOf(home) {
  return home ? join(home, 'bin', 'java') : 'java';
}

function firstLine(child, command) {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('error', (cause) => reject(new Error(`${command} cannot be started`, { cause })));
    child.once('exit', (status, signal) =>
      reject(
        new Error(`${command} ended with ${signal ?? status} before it served; it needs Java 25`),
      ),
    );
  });
}
