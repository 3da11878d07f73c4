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
  // A token in localStorage would outlive the tab, for the next user of the browser and for any script of this origin.
  persistAuthorization: false,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  // Would ask a service elsewhere.
  validatorUrl: null,
});
