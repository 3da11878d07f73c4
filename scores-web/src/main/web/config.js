/**
 * The configuration of the page: what the document's `<meta name="scores-config">` says.
 *
 * @typedef {object} Config
 * @property {string} scores the address of the scores service, without a slash at its end
 * @property {string | null} users the address of the users service; null turns sign-in off
 * @property {string | null} catalogue the address of the exercises' titles
 * @property {'public' | 'members' | 'private'} reads who may read all scores
 * @property {'learners' | 'graders'} writes who may write scores
 */

/** Relative addresses are those of the document, because a proxy may serve it under a path. */
function absolute(/** @type {string} */ address) {
  return new URL(address, document.baseURI).href.replace(/\/$/, '');
}

function read() {
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="scores-config"]'));
  const given = JSON.parse(meta?.content || '{}');
  return /** @type {Config} */ ({
    scores: absolute(given.scores ?? '.'),
    users: given.users
      ? absolute(given.users)
      : given.usersPort
        ? `${location.protocol}//${location.hostname}:${given.usersPort}`
        : null,
    catalogue: given.catalogue ? absolute(given.catalogue) : null,
    reads: given.reads ?? 'public',
    writes: given.writes ?? 'learners',
  });
}

export const config = read();
