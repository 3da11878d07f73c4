import { html, render } from 'lit';

render(html``, /** @type {HTMLElement} */ (document.querySelector('footer')));
