// Proxies between the browser and a service.
import { createServer as createHttpServer, request } from 'node:http';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';

/** A TCP proxy on a port of its own. While it is stopped, connections are refused, as by a service that is stopped. */
export async function tcpProxy(target) {
  const { hostname, port } = new URL(target);
  const sockets = new Set();
  let server;
  let own = 0;

  async function start() {
    server = createServer((client) => {
      const upstream = connect(Number(port), hostname);
      for (const [from, to] of [[client, upstream], [upstream, client]]) {
        sockets.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          sockets.delete(from);
          to.destroy();
        });
      }
    });
    server.listen(own, 'localhost');
    await once(server, 'listening');
    own = server.address().port;
  }

  async function stop() {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  }

  await start();
  return { url: `http://localhost:${own}`, start, stop };
}

/** An HTTP proxy that serves other services below paths of one origin: `{ '/scores-app': 'http://localhost:5002' }`. */
export async function pathProxy(targets) {
  const server = createHttpServer((incoming, outgoing) => {
    const path = Object.keys(targets).find((prefix) => incoming.url.startsWith(`${prefix}/`));
    if (!path) {
      outgoing.writeHead(404).end();
      return;
    }
    const { hostname, port } = new URL(targets[path]);
    const { method, headers } = incoming;
    const upstream = request(
      { hostname, port, method, path: incoming.url.slice(path.length), headers: { ...headers, host: `${hostname}:${port}` } },
      (response) => {
        outgoing.writeHead(response.statusCode, response.headers);
        response.pipe(outgoing);
      },
    );
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    url: `http://localhost:${server.address().port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
