// Prints a contract as the mock is to follow it: node contract.js ../../../openapi/scores.yaml
const { readFileSync } = require('node:fs');
const { parse } = require('yaml');

const contract = parse(readFileSync(process.argv[2], 'utf8'));

// Prism sends examples of headers too, and a page of any origin must be able to read the answers.
contract.components.headers['Access-Control-Allow-Origin'].example = '*';

// To whoever prefers nothing Prism sends what is described first; a service sends its envelope.
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
