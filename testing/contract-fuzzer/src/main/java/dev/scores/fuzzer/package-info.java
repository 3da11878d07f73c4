/**
 * Tests a service with thousands of valid and invalid requests generated from its contract.
 *
 * <p>Start reading at {@link dev.scores.fuzzer.Fuzzer}. {@link dev.scores.fuzzer.FuzzedOperation}
 * reads an operation from the YAML, {@link dev.scores.fuzzer.ValidValues} generates valid values,
 * {@link dev.scores.fuzzer.FuzzedRequests} derives requests of each {@link
 * dev.scores.fuzzer.RequestKind}, and {@link dev.scores.fuzzer.ResponseCheck} checks the responses.
 * A new operation needs no code here.
 */
@NullMarked
package dev.scores.fuzzer;

import org.jspecify.annotations.NullMarked;
