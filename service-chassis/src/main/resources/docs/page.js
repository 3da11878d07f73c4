'use strict';

const main = document.getElementById('contract');
const contract = new URL(main.dataset.contract, document.baseURI);

/** Where this very service is, whatever host, port or proxy it was reached by. */
const here = new URL('.', contract).href.replace(/\/$/, '');

/** Puts the server that served the page before those that the contract names. */
const thisServerFirst = {
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (update) => (spec) => {
          const named = spec.servers ?? [];
          const own = named.find(({ url }) => url === here) ?? {
            url: here,
            description: 'The service that this page comes from.',
          };
          return update({ ...spec, servers: [own, ...named.filter((server) => server !== own)] });
        },
      },
    },
  },
};

SwaggerUIBundle({
  url: contract.href,
  domNode: main,
  plugins: [thisServerFirst],
  deepLinking: true,
  tryItOutEnabled: true,
  persistAuthorization: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  // Would ask a service elsewhere.
  validatorUrl: null,
});
