import { View, storeMessage } from './view.js';

class ExerciseView extends View {
  render() {
    return storeMessage();
  }
}
customElements.define('scores-exercise', ExerciseView);
