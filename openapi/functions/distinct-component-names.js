// Generators put components of all sections into one namespace: a request body with the name of its schema becomes a
// second type such as ScoreDraft2.
const SECTIONS = ['schemas', 'responses', 'parameters', 'requestBodies'];

export default (components) => {
  const owners = new Map();
  const results = [];
  for (const section of SECTIONS) {
    for (const name of Object.keys(components[section] ?? {})) {
      if (owners.has(name)) {
        results.push({
          message: `${name} is also in ${owners.get(name)}`,
          path: ['components', section, name],
        });
      }
      owners.set(name, section);
    }
  }
  return results;
};
