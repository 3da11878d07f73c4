/** The frame of the page: navigation, messages and the view that the address names. Start reading here. */
import { html, nothing, render } from 'lit';
import { config } from './config.js';
import { session } from './session.js';
import { store } from './store.js';
import { language, loadTexts, t } from './text.js';
import { errorText, message } from './view.js';

/**
 * The views, by the parameters of the address. Each is loaded when it is first shown.
 *
 * @type {{ name: string, matches: (query: URLSearchParams) => boolean, title: (query: URLSearchParams) => string, load: () => Promise<unknown>, show: (query: URLSearchParams) => unknown }[]}
 */
const VIEWS = [
  {
    name: 'exercise',
    matches: (query) => id(query, 'exercise') > 0,
    title: (query) => store.titleOf(id(query, 'exercise')),
    load: () => import('./exercise.js'),
    show: (query) => html`<scores-exercise .exercise=${id(query, 'exercise')}></scores-exercise>`,
  },
  {
    name: 'learner',
    matches: (query) => id(query, 'learner') > 0,
    title: (query) => store.nameOf(id(query, 'learner')),
    load: () => import('./learner.js'),
    show: (query) => html`<scores-learner .learner=${id(query, 'learner')}></scores-learner>`,
  },
  {
    name: 'me',
    matches: (query) => query.get('view') === 'me',
    title: () => t('nav.me'),
    load: () => import('./me.js'),
    show: () => html`<scores-me></scores-me>`,
  },
  {
    name: 'class',
    matches: (query) => query.get('view') === 'class',
    title: () => t('nav.class'),
    load: () => import('./class.js'),
    show: () => html`<scores-class></scores-class>`,
  },
  {
    name: 'board',
    matches: () => true,
    title: () => t('nav.board'),
    load: () => import('./board.js'),
    show: () => html`<scores-board></scores-board>`,
  },
];

/** @type {typeof VIEWS[number] | undefined} */
let shown;

function id(/** @type {URLSearchParams} */ query, /** @type {string} */ name) {
  const text = query.get(name) ?? '';
  return /^[1-9][0-9]{0,9}$/.test(text) ? Number(text) : 0;
}

const element = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

function renderFrame() {
  const query = new URLSearchParams(location.search);
  const link = (/** @type {string} */ name, /** @type {string} */ address, /** @type {string} */ text) =>
    html`<a href=${address} aria-current=${shown?.name === name ? 'page' : nothing}>${text}</a>`;
  render(
    html`
      <a class="brand" href="./">${t('title')}</a>
      <nav aria-label=${t('nav.label')}>
        ${link('board', './', t('nav.board'))}
        ${link('me', './?view=me', session.user?.username ?? t('nav.me'))}
        ${link('class', './?view=class', t('nav.class'))}
      </nav>
    `,
    element('header.top'),
  );
  render(notice(), element('#notice'));
  document.title = `${shown?.title(query) ?? ''} · ${t('title')}`;
}

/** The current problem, such as an expired session; empty without one. */
function notice() {
  if (session.hasExpired && shown?.name !== 'me') {
    return html`<p class="notice">${t('error.expired')} <a href="./?view=me">${t('nav.sign_in')}</a></p>`;
  }
  if (store.error && !store.isLive && (store.state === 'ready' || firstPage())) {
    const text = store.state === 'too_many' ? t('error.too_many') : `${errorText(store.error)} ${t('error.reconnecting')}`;
    return html`<p class="notice">${text}</p>`;
  }
  return nothing;
}

/** The first page of the board, which the server has written. It stays until the element can show more. */
const firstPage = () => document.querySelector('.first-page');

async function show() {
  const address = location.search;
  const query = new URLSearchParams(address);
  const view = VIEWS.find((one) => one.matches(query)) ?? VIEWS[VIEWS.length - 1];
  shown = view;
  renderFrame();
  try {
    await view.load();
  } catch {
    // After an upgrade the files of this document are gone.
    const again = html`<button @click=${() => location.reload()}>${t('error.retry')}</button>`;
    render(message(t('error.away_title'), t('error.network'), again), element('#main'));
    return;
  }
  if (view.name === 'board' && firstPage()) {
    store.open();
    await store.loaded();
  }
  const isCurrent = location.search === address; // Another link may have been followed in the meantime.
  if (isCurrent && !(view.name === 'board' && firstPage() && store.state === 'too_many')) {
    firstPage()?.remove();
    const main = element('#main');
    main.className = view.name;
    render(view.show(query), main);
  }
  renderFrame();
}

/** Links within the page do not load the document again. */
function follow(/** @type {MouseEvent} */ event) {
  const link = /** @type {Element} */ (event.target).closest?.('a[href^="./"]');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return;
  }
  event.preventDefault();
  navigate(/** @type {HTMLAnchorElement} */ (link).href);
}

async function navigate(/** @type {string} */ address) {
  history.pushState(null, '', address);
  await show();
  scrollTo(0, 0);
  element('#main').focus({ preventScroll: true });
}

async function start() {
  // The board does not wait long for the users service.
  await Promise.all([loadTexts(), Promise.race([session.restore(), new Promise((resolve) => setTimeout(resolve, 2000))])]);
  document.documentElement.lang = language;
  document.addEventListener('click', follow);
  addEventListener('popstate', () => void show());
  store.addEventListener('change', renderFrame);
  session.addEventListener('change', renderFrame);
  void store.loadTitles();
  element('header.top').replaceChildren();
  element('footer.bottom a').setAttribute('href', `${config.scores}/docs`); // On a static host elsewhere.
  await show();
}

void start();
