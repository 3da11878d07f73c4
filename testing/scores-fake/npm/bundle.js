// Copies the service and its libraries into the package, from the module that Maven has built.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../target/classes/dev/scores/fake/service', import.meta.url));
const service = fileURLToPath(new URL('service', import.meta.url));

if (!existsSync(built)) {
  throw new Error(`${built} does not exist: build the module testing/scores-fake first`);
}
rmSync(service, { recursive: true, force: true });
cpSync(built, service, { recursive: true });
