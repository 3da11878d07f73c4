/**
 * Holds a service against its contract by thousands of generated requests, valid and broken ones.
 *
 * <p>What is sent comes from the contract alone: {@link dev.scores.fuzzer.FuzzedOperation} is what
 * the YAML says of one, {@link dev.scores.fuzzer.ValidValues} makes what it allows, {@link
 * dev.scores.fuzzer.Trials} breaks that in every way of {@link dev.scores.fuzzer.Kind}. {@link
 * dev.scores.fuzzer.ResponseCheck} knows what may be answered. A new operation is tried without new
 * code. Start reading at {@link dev.scores.fuzzer.Fuzzer}.
 */
@NullMarked
package dev.scores.fuzzer;

import org.jspecify.annotations.NullMarked;
