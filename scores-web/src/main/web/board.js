import { View, storeMessage } from './view.js';

class BoardView extends View {
  render() {
    return storeMessage();
  }
}
customElements.define('scores-board', BoardView);
