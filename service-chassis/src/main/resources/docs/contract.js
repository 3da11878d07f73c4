/** A plug-in for Swagger UI that adapts the contract to the page. `/openapi.yaml` is not affected. */
export const displayedContract = (here) => ({
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (update) => (contract) => {
          const displayed = structuredClone(contract);
          putServerFirst(displayed, here);
          parametersOf(displayed)
            .filter(({ $ref, required }) => !$ref && !required)
            .forEach((parameter) => describeExample(parameter, displayed));
          return update(displayed);
        },
      },
    },
  },
});

/** Puts the server that served the page before those that the contract names. */
function putServerFirst(contract, here) {
  const named = contract.servers ?? [];
  const own = named.find(({ url }) => url === here) ?? { url: here, description: 'The service that this page comes from.' };
  contract.servers = [own, ...named.filter((server) => server !== own)];
}

function parametersOf(contract) {
  const paths = Object.values(contract.paths);
  const operations = paths.flatMap((path) => Object.values(path));
  return [
    ...Object.values(contract.components?.parameters ?? {}),
    ...[...paths, ...operations].flatMap(({ parameters }) => parameters ?? []),
  ];
}

/** Moves the example and the default of a parameter to its description: Swagger UI would send them. */
function describeExample(parameter, contract) {
  const schema = schemaOf(parameter, contract);
  parameter.schema = schema;
  const values = { Default: schema.default, Example: parameter.example ?? schema.example };
  delete parameter.example;
  delete schema.example;
  delete schema.default;
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) {
      parameter.description = `${parameter.description ?? ''}\n\n${name}: \`${value}\``;
    }
  }
}

/** A copy, because other parts of the contract show the example of the same schema. */
function schemaOf({ schema = {} }, contract) {
  const name = schema.$ref?.split('/').pop();
  return name ? structuredClone(contract.components.schemas[name]) : schema;
}
