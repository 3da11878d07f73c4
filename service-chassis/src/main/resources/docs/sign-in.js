/** The name of the contracts' security scheme. */
const SCHEME = 'bearerToken';

const LOGIN = '/api/login';

/**
 * Enables the form for signing in. The users service issues a token, which Swagger UI then sends with each request that
 * needs one. The token is kept in memory only.
 */
export function enableSignIn(section, ui, here) {
  const [credentials, token] = section.querySelectorAll('form');
  const { service, login, password } = credentials.elements;
  const tokenDetails = section.querySelector('details');
  const status = section.querySelector('[role=status]');
  const signOut = section.querySelector('.sign-out');

  const isUsersService = ui.specSelectors.specJson().hasIn(['paths', LOGIN]);
  service.value = isUsersService ? here : usersServiceAt(section.dataset.usersPort);
  service.parentElement.hidden = isUsersService;
  tokenDetails.open = service.value === '';

  function show(message, signedIn) {
    status.textContent = message;
    credentials.hidden = tokenDetails.hidden = signedIn;
    signOut.hidden = !signedIn;
  }

  function use(value, message) {
    ui.preauthorizeApiKey(SCHEME, value);
    credentials.reset();
    token.reset();
    show(message, true);
  }

  onSubmit(credentials, async () => {
    show('Signing in …', false);
    try {
      const { access_token: value, expires_in: seconds } = await logIn(service.value, login.value, password.value);
      const end = new Date(Date.now() + seconds * 1000).toLocaleTimeString([], { timeStyle: 'short' });
      use(value, `Signed in as ${login.value} until ${end}.`);
    } catch (failure) {
      show(failure.message, false);
      tokenDetails.open ||= failure instanceof Unreachable;
    }
  });

  onSubmit(token, () => use(token.elements.token.value.trim(), 'Requests use your token.'));

  signOut.addEventListener('click', () => {
    ui.authActions.logout([SCHEME]);
    show('', false);
    login.focus();
  });

  for (const fieldset of section.querySelectorAll('fieldset')) fieldset.disabled = false;
}

/** Both services usually have the same host; the policy of the page allows calls to all of its ports. */
function usersServiceAt(port) {
  return port ? `${location.protocol}//${location.hostname}:${port}` : '';
}

function onSubmit(form, action) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    action();
  });
}

class Unreachable extends Error {}

/** Returns the response of the users service to a successful login; otherwise throws an error for the reader. */
async function logIn(service, login, password) {
  let response;
  let body;
  try {
    response = await fetch(service.replace(/\/$/, '') + LOGIN, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ [login.includes('@') ? 'email' : 'username']: login, password }),
    });
    body = await response.json();
  } catch {
    throw new Unreachable(`This page cannot call a users service at ${service}. Use a token instead.`);
  }
  if (!response.ok) throw new Error(body.message ?? `The users service responded with ${response.status}.`);
  return body;
}
