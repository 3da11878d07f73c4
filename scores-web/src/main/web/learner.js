import { View, storeMessage } from './view.js';

class LearnerView extends View {
  render() {
    return storeMessage();
  }
}
customElements.define('scores-learner', LearnerView);
