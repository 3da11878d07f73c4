import { View, storeMessage } from './view.js';

class MeView extends View {
  render() {
    return storeMessage();
  }
}
customElements.define('scores-me', MeView);
