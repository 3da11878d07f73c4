import { View, storeMessage } from './view.js';

class ClassView extends View {
  render() {
    return storeMessage();
  }
}
customElements.define('scores-class', ClassView);
