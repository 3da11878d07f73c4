/**
 * JSON of the contract that is written member by member, because responses have many or because a
 * generated type cannot express it. All other bodies are generated types.
 */
@NullMarked
package dev.scores.app.json;

import org.jspecify.annotations.NullMarked;
