/**
 * Holds exchanges against a contract, for the tests of both services: {@link
 * dev.scores.contract.CheckedHttp} is the client to send with, {@link
 * dev.scores.contract.ContractCheck} judges, {@link dev.scores.contract.Contract} reads the YAML
 * and its examples. {@link dev.scores.contract.EventLoopWatch} looks on while its operations are
 * asked for.
 */
package dev.scores.contract;
