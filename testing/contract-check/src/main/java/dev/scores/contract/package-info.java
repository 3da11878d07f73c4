/**
 * Checks HTTP exchanges against an OpenAPI contract, for the tests of both services.
 *
 * <p>{@link dev.scores.contract.CheckedHttp} is the client for tests, {@link
 * dev.scores.contract.ContractCheck} checks its exchanges, {@link dev.scores.contract.Contract}
 * reads the YAML and its examples. {@link dev.scores.contract.EventLoopWatch} detects blocking.
 */
package dev.scores.contract;
