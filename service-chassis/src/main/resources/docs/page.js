// Starts Swagger UI and connects it with the form for signing in.
import { briefPage } from './brief.js';
import { displayedContract } from './contract.js';
import { enableSignIn } from './sign-in.js';

const place = document.getElementById('contract');
const signIn = document.getElementById('sign-in');
const contract = new URL(place.dataset.contract, document.baseURI);

/** The address of this service, whatever host, port or proxy it was reached by. */
const here = new URL('.', contract).href.replace(/\/$/, '');

followColorScheme();

const ui = SwaggerUIBundle({
  url: contract.href,
  domNode: place,
  plugins: [displayedContract(here), briefPage(signIn)],
  onComplete: () => enableSignIn(signIn, ui, here),
  deepLinking: true,
  tryItOutEnabled: true,
  // A token in localStorage would outlive the tab, for the next user of the browser and for any script of this origin.
  persistAuthorization: false,
  defaultModelsExpandDepth: 0,
  // The colors of the default theme have too little contrast.
  syntaxHighlight: { theme: 'tomorrow-night' },
  // Would ask a service elsewhere.
  validatorUrl: null,
});

/** Swagger UI's style sheet has dark colors below this class. */
function followColorScheme() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
  dark.addEventListener('change', follow);
  follow();
}
