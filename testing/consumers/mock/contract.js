// Prints a contract as JSON, adapted for Prism: node contract.js ../../../openapi/scores.yaml
const { readFileSync } = require('node:fs');
const { parse } = require('yaml');

const contract = parse(readFileSync(process.argv[2], 'utf8'));

// Prism sends the examples of headers. This one lets pages of any origin read the responses.
contract.components.headers['Access-Control-Allow-Origin'].example = '*';

// Without an Accept header Prism sends the first media type; the services send JSON.
const jsonFirst = (node) => {
  if (node?.content?.['application/json']) {
    node.content = { 'application/json': node.content['application/json'], ...node.content };
  }
  if (node && typeof node === 'object') {
    Object.values(node).forEach(jsonFirst);
  }
};
jsonFirst(contract);

console.log(JSON.stringify(contract));
