// Prints a contract as JSON, adapted for Prism: node contract.js ../../../openapi/scores.yaml
const { readFileSync } = require('node:fs');
const { parse } = require('yaml');

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
const contract = parse(readFileSync(process.argv[2], 'utf8'));

// Prism sends the examples of the headers of each response. The contract states those of all responses once. This one
// lets pages of any origin read the responses.
const { all } = contract['x-response-headers'];
all['Access-Control-Allow-Origin'].example = '*';

const resolved = (node) =>
  node.$ref ? node.$ref.slice(2).split('/').reduce((parent, name) => parent[name], contract) : node;
for (const path of Object.values(contract.paths)) {
  for (const { responses } of METHODS.map((method) => path[method] ?? {})) {
    for (const response of Object.values(responses ?? {}).map(resolved)) {
      response.headers = { ...all, ...response.headers };
    }
  }
}

console.log(JSON.stringify(contract));
