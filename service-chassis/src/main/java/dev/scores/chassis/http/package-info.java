/**
 * HTTP manners that both services share.
 *
 * <p>Start with {@link dev.scores.chassis.http.ApiException}, every answer that is no success, and
 * {@link dev.scores.chassis.http.ErrorResponses}, the one place where whatever goes wrong becomes
 * one. {@link dev.scores.chassis.http.ContractBodyReader} judges payloads by the contract's own
 * schemas, {@link dev.scores.chassis.http.PathIds} reads ids in paths, {@link
 * dev.scores.chassis.http.EntityTags} conditions.
 *
 * <p>Before the framework sees a request, {@link dev.scores.chassis.http.RequestNormalizer} puts
 * its target into canonical form, turns HEAD into a marked GET, and hides {@code Accept} from the
 * router, so that nothing is ever answered with 406.
 */
@NullMarked
package dev.scores.chassis.http;

import org.jspecify.annotations.NullMarked;
